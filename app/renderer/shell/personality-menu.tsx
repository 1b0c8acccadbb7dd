import { personalityName } from '../../contract/personality.ts';
import type { SystemConfiguration } from '../../contract/system.ts';
import { personalityWords, quirksWords } from '../model/personalities.ts';
import { ChoiceMenu, Choices, SwitchedChoice } from './choice-menu.tsx';
import { useConfigure } from './use-configure.ts';

interface PersonalityMenuProps {
  configuration: SystemConfiguration;
  isDisabled: boolean;
}

const choices = personalityName.options.map((value) => ({ value, words: personalityWords[value] }));

/** In whose manner the reproxy answers, and a menu of the others. */
export function PersonalityMenu({ configuration, isDisabled }: PersonalityMenuProps) {
  const configure = useConfigure();
  const { personality, hasQuirks } = configuration;
  const isQuirky = hasQuirks && personality === 'perlbal-patch';
  const shown = isQuirky ? `${personality} with quirks` : personality;
  return (
    <ChoiceMenu
      label={`Personality: ${shown}`}
      title={personalityWords[personality]}
      text={`as ${shown}`}
      isDisabled={isDisabled}
    >
      <Choices
        heading="The reproxy answers as"
        chosen={personality}
        choices={choices}
        onChoose={(name) => configure({ personality: name })}
      />
      <SwitchedChoice
        name="Quirks"
        words={quirksWords}
        isOn={isQuirky}
        isDisabled={personality !== 'perlbal-patch'}
        onChange={(isOn) => configure({ hasQuirks: isOn })}
      />
    </ChoiceMenu>
  );
}
