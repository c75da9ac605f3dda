import { rm } from 'node:fs/promises';

/** Removes what test/one-temp-folder.mjs made. */
export default async function tempFolderGone() {
  await rm(process.env.TMPDIR, { recursive: true, force: true });
}
