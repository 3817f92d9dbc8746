import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from 'exam-contract/locale';
import type { Paper } from 'exam-contract/paper';
import type { SittingView } from 'exam-contract/sitting';
import { openPoints } from '../../flow/answer-book';
import type { AttemptModel } from '../../session/model';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useModel, useReading } from '../../ui/kiosk-context';
import { fetchScripts } from '../../ui/said';
import { Board, BoardLegend } from './board';
import { StatusLine } from './clock';
import { TestOverlays } from './overlays';
import { Question } from './question';
import { ReadAloud } from './read-aloud';
import { SaveState } from './save-state';
import { TestBar } from './test-bar';
import { choiceAfter, useTestKeys, type KeyAction } from './test-keys';
import { useTest } from './use-test';
import { WithdrawnNews } from './withdrawn-news';

interface Props {
  attempt: AttemptModel;
  sitting: SittingView;
  paper: Paper;
}

/** The test itself: one question a screen, every other one a tap away. */
export function TestScreen({ attempt, sitting, paper }: Props) {
  const { t, i18n } = useTranslation(['test', 'common']);
  const media = useModel((m) => m.media);
  const online = useModel((m) => m.flow.link === 'online');
  const [boardOpen, setBoardOpen] = useState(false);
  const c = useTest(attempt, sitting);
  const { current, book } = attempt;
  const item = paper.items[current];
  const slot = book.slots[current];
  usePictureAhead(paper, current, media);
  const reading = useReading();
  /** The question that is shown in Chinese although another language was chosen. */
  const [inChinese, setInChinese] = useState<number | null>(null);
  const lang = inChinese === current ? 'zh-CN' : reading;
  useEffect(() => fetchScripts([reading]), [reading]);

  const { advance, moveTo, toggleFlag, choose } = c;
  const act = useCallback(
    (a: KeyAction) => {
      if (a.do === 'choose' && item && slot) choose(choiceAfter(item, slot.choice, a.position));
      else if (a.do === 'previous') moveTo(current - 1);
      else if (a.do === 'next') moveTo(current + 1);
      else if (a.do === 'advance') advance();
      else if (a.do === 'flag') toggleFlag();
    },
    [item, slot, choose, moveTo, current, advance, toggleFlag],
  );
  useTestKeys(item?.options.length ?? 0, act);
  if (!item || !slot) return null;

  const switcher = reading !== 'zh-CN' && item.stem[reading] !== undefined && (
    <Button
      className="switch-language"
      onPress={() => setInChinese(inChinese === current ? null : current)}
      aria-pressed={inChinese === current}
    >
      {inChinese === current
        ? t('showIn', { language: languageName(reading, i18n.language) })
        : t('showIn', { language: languageName('zh-CN', i18n.language) })}
    </Button>
  );
  const atEnd = current === c.last;
  const label = c.canConfirm ? (atEnd ? t('confirm') : t('confirmNext')) : atEnd ? t('handIn') : t('next');
  const counts = openPoints(book);
  const goFromBoard = (index: number) => {
    setBoardOpen(false);
    moveTo(index);
  };
  return (
    <div className="test">
      <TestBar sitting={sitting} onHandIn={c.review} />
      <StatusLine />
      <main className="test-main">
        <WithdrawnNews attempt={attempt} />
        <Question
          key={current}
          item={item}
          lang={lang}
          switcher={switcher}
          total={paper.items.length}
          choice={slot.choice}
          locked={slot.withdrawn !== null || (c.judging && slot.confirmed)}
          withdrawn={slot.withdrawn}
          judged={slot.judged}
          media={media}
          onChoose={choose}
          saving={<SaveState slot={slot} online={online} />}
        />
      </main>
      <aside className="board-side" aria-label={t('board')}>
        <div className="board-head">
          <h2>{t('board')}</h2>
          <span>{t('counts', { answered: counts.answered, total: counts.total })}</span>
        </div>
        <Board slots={book.slots} current={current} onGo={moveTo} />
        <BoardLegend judging={c.judging} slots={book.slots} />
      </aside>
      <footer className="test-foot">
        <Button icon="back" size="large" onPress={() => moveTo(current - 1)} isDisabled={current === 0}>
          {t('previous')}
        </Button>
        <Button
          icon="flag"
          onPress={toggleFlag}
          aria-pressed={slot.flagged}
          className={slot.flagged ? 'on' : ''}
        >
          {slot.flagged ? t('flagged') : t('flag')}
        </Button>
        <ReadAloud item={item} lang={lang} />
        <Button icon="grid" onPress={() => setBoardOpen(true)} className="board-button">
          {t('counts', { answered: counts.answered, total: counts.total })}
        </Button>
        <span className="spring" />
        <Button kind="primary" size="large" iconAfter="arrow" onPress={advance} className="advance">
          {label}
        </Button>
      </footer>
      {boardOpen && (
        <Dialog
          title={t('board')}
          icon="grid"
          wide
          onClose={() => setBoardOpen(false)}
          actions={
            <Button kind="primary" onPress={() => setBoardOpen(false)}>
              {t('common:close')}
            </Button>
          }
        >
          <Board slots={book.slots} current={current} onGo={goFromBoard} />
          <BoardLegend judging={c.judging} slots={book.slots} />
        </Dialog>
      )}
      <TestOverlays attempt={attempt} sitting={sitting} />
    </div>
  );
}

/** Has the browser decode the pictures of the neighbouring questions, so that turning the page shows them at once. */
function usePictureAhead(paper: Paper, current: number, media: Readonly<Record<string, string>>): void {
  useEffect(() => {
    for (const index of [current + 1, current - 1]) {
      for (const m of paper.items[index]?.media ?? []) {
        const url = media[m.sha256];
        if (!url || !m.mime.startsWith('image/')) continue;
        const img = new Image();
        img.src = url;
        img.decode?.().catch(() => undefined);
      }
    }
  }, [paper, current, media]);
}
