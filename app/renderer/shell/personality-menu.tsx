import { Menu } from '@base-ui/react/menu';
import { Check, ChevronUp } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { type PersonalityName, personalityName } from '../../contract/personality.ts';
import type { SystemConfiguration, SystemConfigurationPatch } from '../../contract/system.ts';
import { tell } from '../model/notices.ts';
import { personalityWords, quirksWords } from '../model/personalities.ts';
import css from './personality-menu.module.css';
import { useWorkbench } from './workbench-context.ts';

interface PersonalityMenuProps {
  configuration: SystemConfiguration;
  isDisabled: boolean;
}

/** In whose manner the reproxy answers, and a menu of the others. */
export function PersonalityMenu({ configuration, isDisabled }: PersonalityMenuProps) {
  const { session } = useWorkbench();
  const place = useRef<HTMLSpanElement>(null);
  const { personality } = configuration;
  const shown = isQuirky(configuration) ? `${personality} with quirks` : personality;
  const configure = async (patch: SystemConfigurationPatch) => {
    const refusal = await session.configure(patch);
    if (refusal) tell(refusal.message);
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        className={css.trigger}
        disabled={isDisabled}
        aria-label={`Personality: ${shown}`}
        title={personalityWords[personality]}
      >
        as {shown}
        <ChevronUp size={13} aria-hidden />
      </Menu.Trigger>
      {/* Within the status bar, so that the menu belongs to a landmark. */}
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner
          className={css.positioner}
          positionMethod="fixed"
          side="top"
          align="start"
          sideOffset={6}
        >
          <Menu.Popup className={css.popup}>
            <Choices configuration={configuration} onChoose={configure} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps {
  configuration: SystemConfiguration;
  onChoose: (patch: SystemConfigurationPatch) => void;
}

function Choices({ configuration, onChoose }: ChoicesProps) {
  const { personality } = configuration;
  return (
    <>
      <Menu.RadioGroup
        value={personality}
        onValueChange={(name: PersonalityName) => onChoose({ personality: name })}
      >
        <Menu.GroupLabel className={css.heading}>The reproxy answers as</Menu.GroupLabel>
        {personalityName.options.map((name) => (
          <Menu.RadioItem key={name} value={name} label={name} className={css.item} closeOnClick>
            <Menu.RadioItemIndicator className={css.check}>
              <Check size={14} aria-hidden />
            </Menu.RadioItemIndicator>
            <Words name={name}>{personalityWords[name]}</Words>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Separator className={css.line} />
      <Menu.CheckboxItem
        className={css.item}
        label="Quirks"
        checked={isQuirky(configuration)}
        disabled={personality !== 'perlbal-patch'}
        onCheckedChange={(hasQuirks) => onChoose({ hasQuirks })}
      >
        <Menu.CheckboxItemIndicator className={css.check}>
          <Check size={14} aria-hidden />
        </Menu.CheckboxItemIndicator>
        <Words name="Quirks">{quirksWords}</Words>
      </Menu.CheckboxItem>
    </>
  );
}

const isQuirky = ({ personality, hasQuirks }: SystemConfiguration) =>
  hasQuirks && personality === 'perlbal-patch';

function Words({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <span className={css.name}>{name}</span>
      <span className={css.words}>{children}</span>
    </>
  );
}
