import { useStore } from 'zustand';
import { mannersWords } from '../../checks/manners-words.ts';
import { personalityName } from '../../contract/personality.ts';
import type { SystemStatus } from '../../contract/system.ts';
import { MenuAction, MenuChoices, MenuLine, MenuSwitch } from '../design/menu-items.tsx';
import { personalityWords, quirksWords } from '../model/personalities.ts';
import { playbackStore, viewStore, workbenchStore } from '../model/stores.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { useConfigure } from './use-configure.ts';

interface TargetMenuProps {
  system: SystemStatus;
  isDisabled: boolean;
}

const choices = personalityName.options.map((value) => ({ value, words: personalityWords[value] }));

/** Who is asked for the open video, and a menu of the manners in which the embedded reproxy answers. */
export function TargetMenu({ system, isDisabled }: TargetMenuProps) {
  const configure = useConfigure();
  const external = useExternalTarget();
  const { personality, hasQuirks } = system.configuration;
  const isQuirky = hasQuirks && personality === 'perlbal-patch';
  return (
    <ChoiceMenu
      title={external?.pattern ?? personalityWords[personality]}
      text={`Target: ${external?.name ?? `embedded as ${mannersWords(system.configuration)}`}`}
      isDisabled={isDisabled}
    >
      <MenuChoices
        heading={
          external
            ? `The open video comes from ${external.name}. For all others the embedded reproxy answers as`
            : `The embedded reproxy at ${system.reproxy.url} answers as`
        }
        chosen={personality}
        choices={choices}
        onChoose={(name) => configure({ personality: name })}
      />
      <MenuLine />
      <MenuSwitch
        name="Quirks"
        words={quirksWords}
        isOn={isQuirky}
        isDisabled={personality !== 'perlbal-patch'}
        onChange={(isOn) => configure({ hasQuirks: isOn })}
      />
      <MenuLine />
      <MenuAction name="Faults…" onChoose={() => viewStore.setState({ isFaultsOpen: true })} />
    </ChoiceMenu>
  );
}

/** The server under test that has the open video; null while the embedded reproxy has it. */
export function useExternalTarget(): { name: string; pattern: string | undefined } | null {
  const name = useStore(playbackStore, ({ video }) =>
    video.phase === 'open' ? (video.facts.target?.name ?? null) : null,
  );
  const targets = useStore(workbenchStore, (state) => state.targets);
  return name === null
    ? null
    : { name, pattern: targets.find((target) => target.name === name)?.pattern };
}
