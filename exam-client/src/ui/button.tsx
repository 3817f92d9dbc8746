import { Button as AriaButton } from 'react-aria-components/Button';
import type { ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icons';

interface Props {
  children: ReactNode;
  onPress: () => void;
  kind?: 'primary' | 'secondary' | 'quiet';
  size?: 'normal' | 'large' | 'huge';
  icon?: IconName;
  iconAfter?: IconName;
  isDisabled?: boolean;
  /** Something is under way because of this button: it does not react, but stays readable. */
  isPending?: boolean;
  /** Has the focus when its window opens, so that Enter presses it. */
  isDefault?: boolean;
  'aria-label'?: string;
  'aria-pressed'?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  children,
  kind = 'secondary',
  size = 'normal',
  icon,
  iconAfter,
  className,
  isPending,
  isDefault,
  onPress,
  ...rest
}: Props) {
  return (
    <AriaButton
      {...rest}
      // eslint-disable-next-line jsx-a11y-x/no-autofocus -- a window has just opened: focus has to be inside it
      autoFocus={isDefault}
      data-pending={isPending || undefined}
      onPress={() => !isPending && onPress()}
      className={`button ${kind} ${size} ${className ?? ''}`}
    >
      {icon && <Icon name={icon} />}
      <span className="button-text">{children}</span>
      {iconAfter && <Icon name={iconAfter} />}
    </AriaButton>
  );
}
