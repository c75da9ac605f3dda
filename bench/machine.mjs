import { arch, cpus, platform, totalmem } from 'node:os';
import { peakSource } from './measure.mjs';

/** Facts about the machine and the peers, one line each. */
export function machineFacts(peers) {
  const all = cpus();
  const versions = Object.entries(peers).map(([name, found]) => `${name} ${found?.version ?? 'missing'}`);
  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Node ${process.versions.node}, ${platform()} ${arch()}`,
    `${all.length} × ${all[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `Peers: ${versions.join(', ')}`,
    `Peak memory: ${peakSource}`,
  ];
}
