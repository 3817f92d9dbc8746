import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isVertical } from 'exam-contract/locale';
import type { PaperItem } from 'exam-contract/paper';
import type { WithdrawnPolicy } from 'exam-contract/withdrawal';
import { localText } from '../../i18n/i18n';
import type { MediaUrls } from '../../session/media-shelf';
import { Icon } from '../../ui/icons';
import { Notice } from '../../ui/notice';
import { ScreenTitle } from '../../ui/page';
import { writtenAs } from '../../ui/said';
import { letterAt } from './letters';
import { Pictures } from './pictures';

interface Judged {
  correct: boolean;
  right: readonly string[];
}
interface Props {
  item: PaperItem;
  /** The language to show it in; what is not translated is shown in Chinese. */
  lang: string;
  /** Switches between that and Chinese. */
  switcher?: ReactNode;
  total: number;
  choice: readonly string[];
  locked: boolean;
  judged: Judged | null;
  withdrawn: WithdrawnPolicy | null;
  media: MediaUrls;
  onChoose: (choice: readonly string[]) => void;
  /** What the server knows of this answer. */
  saving?: ReactNode;
}

/** One question with its options. Drawn anew for each question, so that nothing of the last one lingers. */
export function Question(p: Props) {
  const { t } = useTranslation('test');
  const { item } = p;
  const stem = localText(item.stem, p.lang);
  const media = item.media.length > 0 ? 'with-media' : '';
  return (
    <article className={`question ${media} ${isVertical(stem.lang) ? 'columns' : ''}`}>
      <div className="question-text">
        <div className="question-head">
          <ScreenTitle className="question-number">
            {t('of', { number: item.index + 1, total: p.total })}
          </ScreenTitle>
          <span className="question-type">{t(`type.${item.type}`)}</span>
          {p.switcher}
        </div>
        {p.withdrawn && (
          <Notice tone="info" live>
            {t(`withdrawn.here.${p.withdrawn}`)}
          </Notice>
        )}
        <Options {...p} stem={stem} />
        <div className="below-options">
          <div aria-live="polite">{p.locked && !p.withdrawn && <Verdict {...p} />}</div>
          {p.saving}
        </div>
      </div>
      {item.media.length > 0 && <Pictures media={item.media} urls={p.media} lang={p.lang} />}
    </article>
  );
}

function Options({
  item,
  choice,
  locked,
  judged,
  onChoose,
  stem,
  lang,
}: Props & { stem: { text: string; lang: string } }) {
  const { t } = useTranslation('test');
  const legend = (
    <Label className="stem" {...writtenAs(stem.lang)}>
      {stem.text}
    </Label>
  );
  const rows = item.options.map((o, i) => {
    const text = localText(o.text, lang);
    const state = !judged ? '' : judged.right.includes(o.id) ? 'right' : choice.includes(o.id) ? 'wrong' : '';
    return {
      id: o.id,
      state,
      body: (
        <>
          <span className="option-letter" aria-hidden="true">
            {letterAt(i)}
          </span>
          <span className="option-text" {...writtenAs(text.lang)}>
            {text.text}
          </span>
          {state && (
            <span className={`option-state ${state}`}>
              <Icon name={state === 'right' ? 'check' : 'cross'} />
              {t(state === 'right' ? 'judged.rightMark' : 'judged.wrongMark')}
            </span>
          )}
        </>
      ),
    };
  });
  if (item.type === 'multi') {
    // The order of the screen, not of the taps: the same set is always the same answer.
    const inOrder = (ids: string[]) => item.options.map((o) => o.id).filter((id) => ids.includes(id));
    return (
      <CheckboxGroup
        className="options"
        dir={writtenAs(stem.lang).dir}
        value={[...choice]}
        onChange={(ids) => onChoose(inOrder(ids))}
        isReadOnly={locked}
      >
        {legend}
        {rows.map((r) => (
          <Checkbox key={r.id} value={r.id} className={`option multi ${r.state}`}>
            {r.body}
          </Checkbox>
        ))}
      </CheckboxGroup>
    );
  }
  return (
    <RadioGroup
      className="options"
      dir={writtenAs(stem.lang).dir}
      value={choice[0] ?? null}
      onChange={(id) => onChoose([id])}
      isReadOnly={locked}
    >
      {legend}
      {rows.map((r) => (
        <Radio key={r.id} value={r.id} className={`option ${r.state}`}>
          {r.body}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Verdict({ judged }: Props) {
  const { t } = useTranslation('test');
  if (!judged) return <p className="verdict">{t('judged.pending')}</p>;
  return (
    <p className={`verdict ${judged.correct ? 'right' : 'wrong'}`}>
      <Icon name={judged.correct ? 'check' : 'cross'} />
      {t(judged.correct ? 'judged.right' : 'judged.wrong')}
      <span className="verdict-note">{t('judged.locked')}</span>
    </p>
  );
}
