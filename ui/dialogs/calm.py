"""Fields that keep their value while the form they stand in is scrolled over them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class Calm(QObject):
    """Leaves the wheel to the form, except over the field that has the focus."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        fields: list[QWidget] = list(form.findChildren(QComboBox))
        fields += form.findChildren(QAbstractSpinBox)
        for field in fields:
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on to what is under the field."""
        held = isinstance(watched, QWidget) and watched.hasFocus()
        if held or event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
