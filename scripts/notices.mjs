import { readdir, readFile } from 'node:fs/promises';

/** The name of the package that a bundled file belongs to, as its folder under node_modules says; undefined: ours. */
function packageOf(input) {
  const path = input.replaceAll('\\', '/');
  const at = path.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const [first, second] = path.slice(at + 'node_modules/'.length).split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** The licences of what was bundled, as these ask to be carried along; `inputs`: the files that went into a bundle. */
export async function notices(root, inputs) {
  const names = [...new Set(inputs.map(packageOf))].filter((name) => name !== undefined).sort();
  const parts = await Promise.all(
    names.map(async (name) => {
      const folder = new URL(`node_modules/${name}/`, root);
      const { version, license, author, homepage } = JSON.parse(
        await readFile(new URL('package.json', folder), 'utf8'),
      );
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
      const by = `${author?.name ?? author ?? 'its authors'}, ${homepage ?? `https://www.npmjs.com/package/${name}`}`;
      const text =
        file === undefined
          ? `By ${by}. The package ships no text of it.`
          : await readFile(new URL(file, folder), 'utf8');
      if (license === undefined) throw new Error(`${name} names no licence, and ftlint bundles it`);
      return `## ${name} ${version} (${license})\n\n${text.trim()}\n`;
    }),
  );
  return `# What is bundled in ftlint, and under which terms\n\n${parts.join('\n')}`;
}
