import { Alert, Button } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../net/failure';
import { span } from './format';

/** What went wrong and what to do, in words; a list of lines. */
export function wordsOf(failure: Failure, t: TFunction): string[] {
  const { retryAfterMs, attemptsLeft, field, errorId } = failure.detail ?? {};
  const lines = [t(`errors:${failure.code}`)];
  if (retryAfterMs !== undefined) lines.push(t('errors:retryIn', { time: span(retryAfterMs) }));
  if (attemptsLeft !== undefined) lines.push(t('errors:attemptsLeft', { count: attemptsLeft }));
  if (field !== undefined) lines.push(t('errors:field', { field }));
  if (errorId !== undefined) lines.push(t('errors:errorId', { id: errorId }));
  return lines;
}

export function Problem({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const { t } = useTranslation();
  const [title, ...rest] = wordsOf(failure, t);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={rest.length > 0 ? rest.join(' ') : undefined}
      action={onRetry && <Button onClick={onRetry}>{t('errors:retry')}</Button>}
    />
  );
}
