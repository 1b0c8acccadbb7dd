import packageJson from '../../package.json' with { type: 'json' };

/** Seeklab's own version. */
export const version: string = packageJson.version;
