import { Button, Skeleton, Space } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from './failure-note';
import '../theme/office.css';

interface Asked<T> {
  data: T | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
}

/** Heading of a page and what can be done there. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="page-top">
      <h1>{title}</h1>
      <Space wrap>{children}</Space>
    </div>
  );
}

/** What the server answered, or that it is on its way, or why it did not come and how to ask again. */
export function Answer<T>({ of, children }: { of: Asked<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation('page');
  return (
    <>
      {of.error && (
        <div className="no-answer">
          <FailureNote failure={of.error} />
          <Button loading={of.isFetching} onClick={() => void of.refetch()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {of.data !== undefined && children(of.data)}
      {of.data === undefined && !of.error && (
        <div role="status" aria-label={t('loading')}>
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      )}
    </>
  );
}
