"""What the list of groups says where it is empty: done, or why nothing is there."""

from ui.compare.disagreements_empty import NothingListed
from ui.compare.disagreements_reading import Count


class NoGroups(NothingListed):
    """The same places for a heading, a sentence and a way on as among the disagreements."""

    def say_of_groups(
        self, count: Count, names: tuple[str, str], *, compared: bool, reading: bool
    ) -> None:
        """What the numbers mean; `names` are those of the two, "" where they are hidden."""
        there = count.every + count.agreed
        self.button.setVisible(count.every > 0 and not reading)
        self.button.setText("Show all" if count.left else "Show what is decided")
        if reading:
            heading, sentence = "Reading …", ""
        elif not compared:
            heading = "No article can be compared"
            sentence = "Both have to be done with an article, or unfinished ones be taken in."
        elif not there:
            who = f"Neither {names[0]} nor {names[1]}" if all(names) else "Neither of the two"
            heading = f"{who} has made a group"
            sentence = (
                "Groups hold what belongs together across the articles of a story. "
                "In the main window: choose spans and press Ctrl+Shift+J."
            )
        elif not count.every:
            heading = "They agree on every group"
            sentence = "There is nothing to decide."
        elif not count.left:
            heading = "Done"
            many = f"All {count.every:,} groups in which they differ are decided."
            sentence = many if count.every > 1 else "The one group in which they differ is decided."
        else:
            heading = "Nothing of this kind"
            others = f"{count.left:,} others are" if count.left > 1 else "One other is"
            sentence = f"{others} still to be decided."
        self.heading.setText(heading)
        self.sentence.setText(sentence)
