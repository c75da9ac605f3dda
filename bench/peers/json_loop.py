"""What a careful script does: json.loads of each line, counts, copies by a set of hashes."""

import collections
import json
import sys

seen, labels = set(), collections.Counter()
rows = copies = blank = characters = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        rows += 1
        if "messages" in record:
            texts = [message["content"] for message in record["messages"]]
            key = hash(json.dumps(record, sort_keys=True))
        else:
            texts = [record["text"]]
            labels[record["label"]] += 1
            key = hash((record["text"], record["label"]))
        characters += sum(map(len, texts))
        blank += any(not text.strip() for text in texts)
        copies += key in seen
        seen.add(key)
print(rows, len(labels), copies, blank, characters)
