/** Lines that look like a JSON value of their own, broken or not. By their ends, not by a regular expression: a line is somebody else's, and may be a megabyte. */
export function looksLikeValue(line: string): boolean {
  const text = withoutComma(line);
  return (text.startsWith('{') || text.startsWith('[')) && (text.endsWith('}') || text.endsWith(']'));
}

/** The same of an object that begins with a key, which prose in braces does not. */
export function looksLikeObject(line: string): boolean {
  const text = withoutComma(line);
  return text.startsWith('{') && text.endsWith('}') && text.slice(1).trimStart().startsWith('"');
}

/** What stands in a line, without the comma that ends an element of an array. */
function withoutComma(line: string): string {
  const text = line.trim();
  return text.endsWith(',') ? text.slice(0, -1).trimEnd() : text;
}
