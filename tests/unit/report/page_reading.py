"""A reader of pages: elements, text, and what is not well formed."""

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "input", "img", "hr"}


class Reader(HTMLParser):
    """Elements with attributes, text by element, and any tag left open or closed twice."""

    def __init__(self):
        super().__init__()
        self.elements, self.open, self.wrong, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"attribute twice in {tag}")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text.append(data)
