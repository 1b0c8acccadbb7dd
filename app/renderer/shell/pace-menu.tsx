import type { SystemConfiguration } from '../../contract/system.ts';
import { MenuChoices } from '../design/menu-items.tsx';
import { namedPaces, nameOfPace, paceWords } from '../model/paces.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { useConfigure } from './use-configure.ts';

interface PaceMenuProps {
  configuration: SystemConfiguration;
  isDisabled: boolean;
}

/** How fast the embedded storage sends to our own player, and a menu of other paces. */
export function PaceMenu({ configuration, isDisabled }: PaceMenuProps) {
  const configure = useConfigure();
  const shown = nameOfPace(configuration.pace);
  return (
    <ChoiceMenu label={`Pace: ${shown}`} title={paceWords} text={shown} isDisabled={isDisabled}>
      <MenuChoices
        heading="Storage sends this player"
        chosen={shown}
        choices={namedPaces}
        onChoose={(chosen) =>
          configure({ pace: namedPaces.find(({ value }) => value === chosen)?.pace ?? null })
        }
      />
    </ChoiceMenu>
  );
}
