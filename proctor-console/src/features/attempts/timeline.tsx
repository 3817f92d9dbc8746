import { Button, Empty, Switch, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptEventView } from 'exam-contract/attempt';
import { timeOf } from '../../ui/format';
import { eventText } from './event-text';

const FIRST = 60;
const steps = new Set(['answered', 'flagged', 'moved']);

/** The log of an attempt in sentences, oldest first; the many small steps can be left out. */
export function Timeline({ events }: { events: AttemptEventView[] }) {
  const { t, i18n } = useTranslation('attempt');
  const [small, setSmall] = useState(false);
  const [all, setAll] = useState(false);
  const wanted = small ? events : events.filter((e) => !steps.has(e.kind));
  const shown = all ? wanted : wanted.slice(0, FIRST);
  return (
    <>
      <div className="filters">
        <label>
          <Switch checked={small} onChange={setSmall} />
          {t('timeline.small')}
        </label>
        <span className="quiet">{t('timeline.count', { shown: wanted.length, total: events.length })}</span>
      </div>
      {wanted.length === 0 && <Empty description={t('timeline.empty')} />}
      <ol className="timeline">
        {shown.map((e) => (
          <li key={e.seq} className={steps.has(e.kind) ? undefined : 'turn'}>
            <time dateTime={new Date(e.at).toISOString()}>{timeOf(e.at, i18n.language)}</time>
            <span>{eventText(e, t)}</span>
            <Tooltip title={e.hash}>
              <span className="mono quiet">
                #{e.seq} {e.hash.slice(0, 8)}
              </span>
            </Tooltip>
          </li>
        ))}
      </ol>
      {shown.length < wanted.length && (
        <Button onClick={() => setAll(true)}>
          {t('timeline.rest', { count: wanted.length - shown.length })}
        </Button>
      )}
    </>
  );
}
