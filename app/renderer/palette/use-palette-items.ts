import { useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import { personalityName } from '../../contract/personality.ts';
import { CommandKeys } from '../design/command-keys.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { tell } from '../model/notices.ts';
import { namedPaces } from '../model/paces.ts';
import { workbenchStore } from '../model/stores.ts';
import type { PaletteItem } from './find-items.ts';

/** The commands, then how the server can answer, then the videos. */
export function usePaletteItems(): readonly PaletteItem[] {
  const { client, commands } = useWorkbench();
  const keys = useContext(CommandKeys);
  const library = useStore(workbenchStore, (state) => state.library);
  return useMemo(() => {
    const configure = async (patch: Parameters<typeof client.configure>[0]) => {
      const refusal = await client.configure(patch);
      if (refusal) tell(refusal.message);
    };
    const server = (label: string, patch: Parameters<typeof client.configure>[0]) => ({
      id: label,
      label,
      kind: 'Server',
      keys: [],
      run: () => void configure(patch),
    });
    return [
      ...commands.map(({ id, label, group, run }) => ({
        ...{ id, label, kind: group, run },
        keys: keys.get(id) ?? [],
      })),
      ...personalityName.options.map((personality) =>
        server(`Answer as ${personality}`, { personality }),
      ),
      ...namedPaces.map(({ value, pace }) => server(`Send ${value}`, { pace })),
      ...(library ?? []).map(({ name }) => ({
        id: `video ${name}`,
        label: `Open ${name}`,
        kind: 'Video',
        keys: [],
        run: () => void client.openVideo(name),
      })),
    ];
  }, [client, commands, keys, library]);
}
