/** The page's own background (`--window`), so that nothing flashes before its first paint. */
export const backgroundColors = { light: '#eceef1', dark: '#0c0e12' } as const;
