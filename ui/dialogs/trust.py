"""Whether a language model may be loaded: asked once for each, before it is loaded first.

Apart from the dialog of the models, whose widgets nobody needs to look for suggestions.
"""

from annotator.errors import AnnotatorError
from annotator.settings import Settings
from ui.ask import Ask
from ui.dialogs.models_list import PROGRAM, ListedModel, trust_in


def ask_trust(model: ListedModel, settings: Settings, ask: Ask) -> bool:
    """Whether the model may be loaded; asks where nobody has said so on this machine."""
    if not model.why_ask:
        return True
    detail = "\n\n".join(
        (
            PROGRAM,
            f"Origin: {model.facts()['Origin']}\nPackage: {model.package}\nFolder: {model.path}",
            f"SHA-256 of its files:\n{model.sha256}",
        )
    )
    why = model.why_ask.partition(". ")[0].rstrip(".")
    if not ask.confirm(f"{why}.", action="Trust and use", detail=detail, dangerous=True):
        return False
    try:
        trust_in(model, settings)
    except AnnotatorError as error:
        ask.tell_error(error)
    return True
