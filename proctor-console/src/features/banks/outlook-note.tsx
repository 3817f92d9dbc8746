import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftOutlook } from 'exam-contract/http/banks';
import { dayOf } from '../../ui/format';

/** What a draft would come into: day, bank before, versions that take over later, rules that speak against it. */
export function OutlookNote({ outlook }: { outlook: DraftOutlook }) {
  const { t } = useTranslation('bank');
  const [today] = useState(() => dayOf(Date.now()));
  const { base, inForceFrom, next, suspects, suspectCount } = outlook;
  return (
    <>
      <p>
        <strong>{t(inForceFrom === today ? 'outlook.atOnce' : 'outlook.from', { day: inForceFrom })}</strong>
        {'　'}
        {base ? t('outlook.base', { name: base.name, day: base.inForceFrom }) : t('outlook.noBase')}
      </p>
      {outlook.baseChanged && <Alert type="error" showIcon title={t('outlook.baseChanged')} />}
      {next.map((v) => (
        <Alert
          key={`${v.hash} ${v.inForceFrom}`}
          type="warning"
          showIcon
          title={t('outlook.next', { name: v.name, day: v.inForceFrom })}
        />
      ))}
      {suspectCount > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('outlook.suspects', { count: suspectCount })}
          description={
            <span className="diff-fields">
              {suspects
                .map((s) => t('outlook.suspect', { id: s.questionId, rule: `${s.statute} ${s.article}` }))
                .join('；')}
            </span>
          }
        />
      )}
    </>
  );
}
