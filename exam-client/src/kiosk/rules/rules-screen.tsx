import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from 'react-aria-components/Checkbox';
import type { SittingView } from 'exam-contract/sitting';
import { localText } from '../../i18n/i18n';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { useActions, useLang, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { ReadingChoice } from '../../ui/settings';

/** The numbers a candidate must know before agreeing. */
export function KindFacts({ kind }: { kind: SittingView['kind'] }) {
  const { t } = useTranslation('rules');
  const facts = [
    [t('facts.questions'), t('facts.questionsValue', { count: kind.questions })],
    [t('facts.minutes'), t('facts.minutesValue', { count: kind.minutes })],
    [t('facts.pass'), t('facts.passValue', { mark: kind.passMark })],
    [t('facts.points'), t('facts.pointsValue', { points: kind.pointsPerQuestion })],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function RulesScreen({ sitting }: { sitting: SittingView }) {
  const { t } = useTranslation('rules');
  const { consent } = useActions();
  const lang = useLang();
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const [agreed, setAgreed] = useState(false);
  const { kind, examiner } = sitting;
  const name = localText(kind.name, lang);
  const rules = [
    t(`list.reveal_${kind.reveal}`),
    t(`list.earlyEnd_${kind.earlyEnd}`),
    kind.retakesSameSitting > 0 ? t('list.retake', { count: kind.retakesSameSitting }) : t('list.retakeNone'),
    t('list.save'),
    t('list.behaviour'),
    t('list.cheating'),
  ];
  return (
    <Page
      title={t('title')}
      width="wide"
      actions={
        <>
          <Checkbox className="consent" isSelected={agreed} onChange={setAgreed}>
            <span className="box" aria-hidden="true">
              <Icon name="check" />
            </span>
            {t('consent')}
          </Checkbox>
          <Button
            kind="primary"
            size="large"
            iconAfter="arrow"
            onPress={() => void consent()}
            isDisabled={!agreed}
            isPending={busy}
          >
            {t('agree')}
          </Button>
        </>
      }
    >
      <p className="lead">
        {t('hello', { name: sitting.candidate.maskedName })} · <span lang={name.lang}>{name.text}</span>
      </p>
      <KindFacts kind={kind} />
      <ReadingChoice />
      <div className="rules-columns">
        <section>
          <p className="small">{t(kind.types.multi > 0 ? 'types' : 'typesNoMulti', kind.types)}</p>
          <ul className="rules-list" aria-label={t('list.label')}>
            {rules.map((r) => (
              <li key={r}>{r}</li>
            ))}
          </ul>
        </section>
        <section className="card soft">
          <p className="strong">{t('examiner', examiner)}</p>
          <p className="small">{t('examinerNote')}</p>
          <h2>{t('camera.title')}</h2>
          <p className="small">{t('camera.body')}</p>
        </section>
      </div>
      <FailureNotice failure={failure} />
      <BusyLine />
    </Page>
  );
}
