/**
 * What stands behind `start=` at the edges of what a server must understand (the cases of the contract);
 * null: there is no `start` at all.
 */
export function edgeStarts(sizeBytes: number): readonly (string | null)[] {
  return [
    null,
    '',
    '0',
    '1',
    '12',
    '13',
    String(sizeBytes - 1),
    String(sizeBytes),
    String(sizeBytes + 1),
    '-1',
    '0x1000',
    '1e3',
    '13,26',
    '2147483648',
    '4294967296',
    '9007199254740992',
    'abc',
  ];
}
