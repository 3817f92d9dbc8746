import { useTranslation } from 'react-i18next';
import type { SittingView } from 'exam-contract/sitting';
import { openPoints, stateOf } from '../../flow/answer-book';
import type { AttemptModel } from '../../session/model';
import { Button } from '../../ui/button';
import { useActions, useKiosk } from '../../ui/kiosk-context';
import { Notice } from '../../ui/notice';
import { ScreenTitle } from '../../ui/page';
import { StatusLine } from './clock';
import { TestOverlays } from './overlays';
import { TestBar } from './test-bar';
import { WithdrawnList } from './withdrawn-news';

/** Counts, and every question that wants another look, before handing in. */
export function ReviewScreen({ attempt, sitting }: { attempt: AttemptModel; sitting: SittingView }) {
  const { t } = useTranslation('test');
  const kiosk = useKiosk();
  const { go } = useActions();
  const { slots } = attempt.book;
  const { unanswered, flagged, answered } = openPoints(attempt.book);
  const judging = sitting.kind.reveal === 'on_confirm';
  const unconfirmed = judging ? slots.filter((s) => stateOf(s) === 'chosen').length : 0;
  const back = () => go({ at: 'none' });
  const look = (index: number) => {
    kiosk.attempt?.moveTo(index);
    back();
  };
  const list = (title: string, indexes: readonly number[]) =>
    indexes.length > 0 && (
      <section className="review-list">
        <h2>{title}</h2>
        <div className="board-grid">
          {indexes.map((i) => (
            <button
              key={i}
              type="button"
              className={`cell ${stateOf(slots[i]!)}`}
              aria-label={t('cell', { number: i + 1, state: t(`state.${stateOf(slots[i]!)}`) })}
              onClick={() => look(i)}
            >
              {i + 1}
            </button>
          ))}
        </div>
      </section>
    );
  const counts = [
    [t('review.answered'), answered],
    [t('review.unanswered'), unanswered.length],
    [t('review.flagged'), flagged.length],
    ...(unconfirmed > 0 ? [[t('review.unconfirmed'), unconfirmed] as const] : []),
  ] as const;
  return (
    <div className="test review">
      <TestBar sitting={sitting} />
      <StatusLine />
      <main className="test-main">
        <ScreenTitle>{t('review.title')}</ScreenTitle>
        <dl className="facts">
          {counts.map(([name, n]) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{n}</dd>
            </div>
          ))}
        </dl>
        <WithdrawnList book={attempt.book} />
        {unanswered.length === 0 && <Notice tone="right">{t('review.allDone')}</Notice>}
        {unconfirmed > 0 && <p>{t('review.unconfirmedNote')}</p>}
        {list(t('review.unansweredList'), unanswered)}
        {list(t('review.flaggedList'), flagged)}
      </main>
      <footer className="test-foot">
        <Button size="large" icon="back" onPress={back}>
          {t('review.back')}
        </Button>
        <span className="spring" />
        <span className="small">{t('review.warning')}</span>
        <Button kind="primary" size="large" onPress={() => kiosk.attempt?.submit()}>
          {t('review.submit')}
        </Button>
      </footer>
      <TestOverlays attempt={attempt} sitting={sitting} />
    </div>
  );
}
