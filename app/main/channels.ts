/** Names of the messages between preload and main process. */
export const channels = {
  chooseFiles: 'desktop:choose-files',
  chooseFolder: 'desktop:choose-folder',
  reveal: 'desktop:reveal',
  files: 'desktop:files',
  menuCommand: 'desktop:menu-command',
  trouble: 'desktop:trouble',
} as const;
