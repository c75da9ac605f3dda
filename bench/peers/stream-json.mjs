// stream-json alone: the elements of an array as objects.
import { createReadStream } from 'node:fs';
import { streamArray } from 'stream-json/streamers/stream-array.js';

let rows = 0;
const elements = createReadStream(process.argv[2]).pipe(streamArray.withParserAsStream());
elements.on('data', () => rows++);
elements.on('end', () => console.log(rows));
