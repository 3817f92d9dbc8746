import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../net/failure';
import { Icon, type IconName } from './icons';

type Tone = 'info' | 'warn' | 'wrong' | 'right';
const icons: Record<Tone, IconName> = { info: 'info', warn: 'warn', wrong: 'warn', right: 'check' };

/** A calm word in a box; `live` has screen readers say it when it appears. */
export function Notice({ tone, children, live }: { tone: Tone; children: ReactNode; live?: boolean }) {
  return (
    <div className={`notice ${tone}`} role={live ? 'status' : undefined}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  );
}

/** What went wrong and what to do, in the reader's language. */
export function FailureNotice({ failure }: { failure: Failure | null }) {
  const { t } = useTranslation(['errors', 'checkin']);
  return (
    <div aria-live="assertive">
      {failure && (
        <Notice tone="warn">
          <p>{t(`errors:${failure.code}`, { defaultValue: t('errors:unknown') })}</p>
          {failure.detail?.attemptsLeft !== undefined && (
            <p>{t('checkin:confirm.attemptsLeft', { count: failure.detail.attemptsLeft })}</p>
          )}
          {failure.detail?.errorId && (
            <p className="small">{t('errors:reference', { id: failure.detail.errorId.slice(0, 8) })}</p>
          )}
        </Notice>
      )}
    </div>
  );
}
