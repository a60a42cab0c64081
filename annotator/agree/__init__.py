"""Agreement: how two people's, or more people's, labels of the same texts stand to each other.

Plain functions over values (`annotator.agree.values`); no database and no window.
"""
