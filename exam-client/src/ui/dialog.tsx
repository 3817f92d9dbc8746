import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons';

interface Props {
  title: string;
  children: ReactNode;
  /** Buttons, the most likely one last. */
  actions?: ReactNode;
  icon?: IconName;
  tone?: 'normal' | 'warn' | 'wrong';
  /** Closing by Escape or a tap beside it; absent = it must be answered. */
  onClose?: () => void;
  wide?: boolean;
}

/** A window over everything else; focus stays inside and goes back afterwards. */
export function Dialog({ title, children, actions, icon, tone = 'normal', onClose, wide }: Props) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={onClose === undefined}
      onOpenChange={(open) => !open && onClose?.()}
    >
      <Modal className={`modal ${tone} ${wide ? 'wide' : ''}`}>
        <AriaDialog className="dialog" role={onClose ? 'dialog' : 'alertdialog'}>
          <Heading slot="title" className="dialog-title">
            {icon && <Icon name={icon} />}
            {title}
          </Heading>
          {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
          <div className="dialog-body" tabIndex={0}>
            {children}
          </div>
          {actions && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
