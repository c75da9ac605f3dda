/** 60 rows, packed by zstd at level 19 with a checksum. */
export const PACKED = Buffer.from(
  'KLUv/WRWCKUEADLHFRGgb3i23hDw/yiBLUmVrRpVPCqhY8q7aUOMSuiY8l66kKISOqa8fz95ldAx5d3biauEjinv3U1aJXRMeeetQRZMLCFfY1IM8WSE' +
    'gQU4Awl2UrFEva8KHD6oERD7/p8B4DUOEfwIQUMwQ1CEH+sHNS3AdwLhVlYoCXd7CjoXNwo0sOfquXPbppK4W9jK2eAK2FWQvi6k',
  'base64',
);
/** The same, unpacked. */
export const ROWS = Array.from(
  { length: 60 },
  (__, i) => `{"text":"row ${i} of a file","label":"${'abc'[i % 3]}"}\n`,
).join('');
