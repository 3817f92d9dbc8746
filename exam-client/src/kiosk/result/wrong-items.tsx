import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultView } from 'exam-contract/attempt';
import { localText } from '../../i18n/i18n';
import { useReading, useModel } from '../../ui/kiosk-context';
import { Said } from '../../ui/said';
import { lettersOf } from '../test/letters';

/** The questions answered wrongly with the right answer; only what the kind lets the server tell. */
export function WrongItems({ result }: { result: ResultView }) {
  const { t } = useTranslation(['result', 'test']);
  const lang = useReading();
  const paper = useModel((m) => m.lastPaper);
  const media = useModel((m) => m.media);
  if (result.wrongItems.length === 0) return null;
  const items = paper?.attemptId === result.attemptId ? paper.items : [];
  return (
    <section className="wrong-list">
      <h2>{t('wrongItems.title')}</h2>
      <ol>
        {result.wrongItems.map((w) => {
          const item = items[w.index];
          const stem = item && localText(item.stem, lang);
          const picture = item?.media[0];
          const text = (ids: readonly string[]) => {
            if (!item) return ids.join(', ') || t('wrongItems.none');
            if (ids.length === 0) return t('wrongItems.none');
            const words = item.options.filter((o) => ids.includes(o.id)).map((o) => localText(o.text, lang));
            return (
              <>
                {lettersOf(item.options, ids)} ·{' '}
                {words.map((w, i) => (
                  <Fragment key={i}>
                    {i > 0 && ' / '}
                    <Said {...w} />
                  </Fragment>
                ))}
              </>
            );
          };
          return (
            <li key={w.index} className="wrong-item card">
              {picture && media[picture.sha256] && (
                <img src={media[picture.sha256]} alt={localText(picture.alt, lang).text} draggable={false} />
              )}
              <div>
                <p className="small">{t('test:question', { number: w.index + 1 })}</p>
                {stem && (
                  <p>
                    <Said {...stem} />
                  </p>
                )}
                <p className="answer wrong">
                  {t('wrongItems.your')}: {text(w.choice)}
                </p>
                <p className="answer right">
                  {t('wrongItems.right')}: {text(w.right)}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
