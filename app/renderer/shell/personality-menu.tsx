import { Menu } from '@base-ui/react/menu';
import { Check, ChevronUp } from 'lucide-react';
import { useRef } from 'react';
import { type PersonalityName, personalityName } from '../../contract/personality.ts';
import { tell } from '../model/notices.ts';
import { personalityWords } from '../model/personalities.ts';
import css from './personality-menu.module.css';
import { useWorkbench } from './workbench-context.ts';

interface PersonalityMenuProps {
  personality: PersonalityName;
  isDisabled: boolean;
}

/** In whose manner the reproxy answers, and a menu of the others. */
export function PersonalityMenu({ personality, isDisabled }: PersonalityMenuProps) {
  const { session } = useWorkbench();
  const place = useRef<HTMLSpanElement>(null);
  const choose = async (name: PersonalityName) => {
    const refusal = await session.configure({ personality: name });
    if (refusal) tell(refusal.message);
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        className={css.trigger}
        disabled={isDisabled}
        aria-label={`Personality: ${personality}`}
        title={personalityWords[personality]}
      >
        as {personality}
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
            <Menu.RadioGroup value={personality} onValueChange={choose}>
              <Menu.GroupLabel className={css.heading}>The reproxy answers as</Menu.GroupLabel>
              {personalityName.options.map((name) => (
                <Item key={name} name={name} />
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({ name }: { name: PersonalityName }) {
  return (
    <Menu.RadioItem className={css.item} value={name} label={name} closeOnClick>
      <Menu.RadioItemIndicator className={css.check}>
        <Check size={14} aria-hidden />
      </Menu.RadioItemIndicator>
      <span className={css.name}>{name}</span>
      <span className={css.words}>{personalityWords[name]}</span>
    </Menu.RadioItem>
  );
}
