import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultView } from 'exam-contract/attempt';
import type { SittingView } from 'exam-contract/sitting';
import { localText } from '../../i18n/i18n';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { useActions, useLang, useModel } from '../../ui/kiosk-context';
import { FailureNotice, Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { WrongItems } from './wrong-items';

export function ResultScreen({ sitting }: { sitting: SittingView }) {
  const { t } = useTranslation('result');
  const { retake, fetchLastPaper } = useActions();
  const lang = useLang();
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const result = sitting.results.at(-1);
  const wanted = result && result.wrongItems.length > 0 ? result.attemptId : null;
  // After a reload the paper is no longer here; without it wrong answers are only numbers.
  useEffect(() => {
    if (wanted) void fetchLastPaper(wanted);
  }, [wanted, fetchLastPaper]);
  if (!result) return null;
  const offer = !result.passed && result.endedBy !== 'terminated' && sitting.retakesLeft > 0;
  const name = localText(sitting.kind.name, lang);
  return (
    <Page
      title={t(result.passed ? 'passed' : 'failed')}
      width="wide"
      actions={
        offer ? (
          <>
            <Button size="large" onPress={() => void retake(false)} isPending={busy}>
              {t('retake.decline')}
            </Button>
            <Button kind="primary" size="large" onPress={() => void retake(true)} isPending={busy}>
              {t('retake.take')}
            </Button>
          </>
        ) : (
          <Button
            kind="primary"
            size="large"
            iconAfter="arrow"
            onPress={() => void retake(false)}
            isPending={busy}
          >
            {t('toSign')}
          </Button>
        )
      }
    >
      <div className="result-columns">
        <section className={`score-card ${result.passed ? 'right' : 'wrong'}`}>
          <Icon name={result.passed ? 'check' : 'info'} />
          <p className="score">{t('score', { score: result.score })}</p>
          <p>{t('passMark', { mark: result.passMark })}</p>
        </section>
        <section className="stack">
          <p className="lead">
            {sitting.candidate.maskedName} · <span lang={name.lang}>{name.text}</span>
            {result.ordinal > 1 && ` · ${t('attempt', { ordinal: result.ordinal })}`}
          </p>
          <p className="strong">{t(`reason.${result.reason}`, { mark: result.passMark })}</p>
          {result.terminatedReason && <p>{t('terminatedReason', { reason: result.terminatedReason })}</p>}
          <p className="small">{t('announced', { name: sitting.examiner.name })}</p>
          <Counts result={result} />
          <Withdrawn result={result} />
        </section>
      </div>
      {offer && (
        <section className="card soft">
          <h2>{t('retake.title')}</h2>
          <p>{t('retake.body')}</p>
        </section>
      )}
      <WrongItems result={result} />
      <FailureNotice failure={failure} />
      <BusyLine />
    </Page>
  );
}

function Withdrawn({ result }: { result: ResultView }) {
  const { t } = useTranslation('result');
  return (['count_right', 'drop_rescale'] as const).map((policy) => {
    const numbers = result.withdrawnItems.filter((w) => w.policy === policy).map((w) => w.index + 1);
    return (
      numbers.length > 0 && (
        <Notice key={policy} tone="info">
          {t(`withdrawn.${policy}`, { numbers: numbers.join(t('withdrawn.and')) })}
        </Notice>
      )
    );
  });
}

function Counts({ result }: { result: ResultView }) {
  const { t } = useTranslation('result');
  const used = Math.max(0, Math.round((result.endedAt - result.startedAt) / 1000));
  const facts = [
    [t('counts.correct'), String(result.correct)],
    [t('counts.wrong'), String(result.wrong)],
    [t('counts.unanswered'), String(result.unanswered)],
    [t('counts.time'), t('minutes', { minutes: Math.floor(used / 60), seconds: used % 60 })],
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
