import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All folders that tests make lie in one, which test/temp-folder-gone.mjs removes. */
export default async function oneTempFolder() {
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'ftlint-tests-'));
}
