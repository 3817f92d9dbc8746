import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localText } from '../i18n/i18n';
import { HelpButton } from './help-button';
import { useLang, useModel } from './kiosk-context';
import { SettingsButton } from './settings';

interface Props {
  title: string;
  lead?: string;
  children?: ReactNode;
  /** Buttons at the foot, the most likely one last. */
  actions?: ReactNode;
  /** narrow = a single thought; wide = several columns. */
  width?: 'narrow' | 'normal' | 'wide';
  center?: boolean;
}

/** Heading that takes the focus when its screen appears, so that a screen reader says where one is. */
export function ScreenTitle({ children, className }: { children: ReactNode; className?: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  // The screen was swapped under the person: without this, focus would be nowhere.
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={ref} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}

/** Name of the system, site and seat. */
export function Brand() {
  const { t } = useTranslation();
  const lang = useLang();
  const seat = useModel((m) => m.flow.terminal?.seat ?? null);
  return (
    <div className="brand">
      <svg className="brand-mark" viewBox="0 0 40 40" aria-hidden="true">
        <rect width="40" height="40" rx="9" />
        <path d="M13 33L17.500 8h5L27 33h-5l-.6-5h-2.800l-.6 5z" />
      </svg>
      <div className="brand-text">
        <span className="brand-name">{t('appName')}</span>
        {seat && (
          <span className="brand-site">
            {localText(seat.siteName, lang).text} · {localText(seat.roomName, lang).text}
          </span>
        )}
      </div>
    </div>
  );
}

export function SeatBadge() {
  const { t } = useTranslation();
  const seat = useModel((m) => m.flow.terminal?.seat ?? null);
  return seat && <span className="seat-badge">{t('seat', { number: seat.number })}</span>;
}

/** The frame of every screen outside the test. */
export function Page({ title, lead, children, actions, width = 'normal', center }: Props) {
  const canHelp = useModel((m) => m.flow.terminal !== null);
  return (
    <div className="page">
      <header className="topbar">
        <Brand />
        <div className="topbar-tools">
          <SeatBadge />
          <SettingsButton />
          {canHelp && <HelpButton />}
        </div>
      </header>
      <main className={`page-main ${width} ${center ? 'center' : ''}`}>
        <ScreenTitle>{title}</ScreenTitle>
        {lead && <p className="lead">{lead}</p>}
        {children}
        {actions && <div className="page-actions">{actions}</div>}
      </main>
    </div>
  );
}
