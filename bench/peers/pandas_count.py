"""What a notebook does: read_json, value_counts, duplicated, str.len."""

import sys

import pandas

frame = pandas.read_json(sys.argv[1], lines=True)
if "messages" in frame:
    print(len(frame), frame["messages"].astype(str).duplicated().sum(), frame["messages"].str.len().sum())
else:
    text = frame["text"]
    print(len(frame), dict(frame["label"].value_counts()), frame.duplicated().sum())
    print((text.str.strip() == "").sum(), text.str.len().sum())
