"""Workbooks out: a run as a spreadsheet that an accountant can go through."""
