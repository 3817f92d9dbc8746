import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  MinusCircleOutlined,
  StopOutlined,
} from '@ant-design/icons';
import { Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptRoutes, type KeyedItem } from 'exam-contract/http/attempts';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Still } from '../../ui/still';

const letter = (i: number) => String.fromCharCode(65 + i);

function Verdict({ correct }: { correct: boolean | null }) {
  const { t } = useTranslation('attempt');
  if (correct === null) return <Tag icon={<MinusCircleOutlined aria-hidden />}>{t('paper.unanswered')}</Tag>;
  return (
    <Tag
      variant="solid"
      color={correct ? '#0a6b3d' : '#a61b1b'}
      icon={correct ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}
    >
      {t(correct ? 'paper.right' : 'paper.wrong')}
    </Tag>
  );
}

function Withdrawn({ of }: { of: NonNullable<KeyedItem['withdrawn']> }) {
  const { t } = useTranslation('attempt');
  return (
    <Tag icon={<StopOutlined aria-hidden />} variant="solid" color="#7a4a00">
      {`${t(`withdrawn.policy.${of.policy}`)} · ${t(`withdrawn.code.${of.code}`)}`}
    </Tag>
  );
}

function Item({ item }: { item: KeyedItem }) {
  const { t, i18n } = useTranslation('attempt');
  return (
    <li className="item">
      <div className="item-head">
        <strong>{t('paper.number', { number: item.index + 1 })}</strong>
        <span className="quiet">{`${t(`paper.type.${item.type}`)} · ${item.chapter}`}</span>
        <span className="mono quiet">{item.questionId}</span>
        {item.withdrawn ? <Withdrawn of={item.withdrawn} /> : <Verdict correct={item.correct} />}
      </div>
      <p>{inLang(item.stem, i18n.language)}</p>
      {item.media.length > 0 && (
        <div className="stills">
          {item.media.map((m) => (
            <Still
              key={m.sha256}
              name={m.sha256}
              alt={inLang(m.alt, i18n.language)}
              load={() => call(attemptRoutes.media, { params: { sha256: m.sha256 } })}
            />
          ))}
        </div>
      )}
      <ul className="options">
        {item.options.map((o, i) => {
          const right = item.right.includes(o.id);
          const chosen = item.choice.includes(o.id);
          return (
            <li key={o.id} className={right ? 'right' : chosen ? 'wrong' : undefined}>
              {`${letter(i)}. ${inLang(o.text, i18n.language)}`}
              {right && <em>{t('paper.key')}</em>}
              {chosen && <em>{t('paper.chosen')}</em>}
            </li>
          );
        })}
      </ul>
      {item.explanation && <p className="quiet">{inLang(item.explanation, i18n.language)}</p>}
    </li>
  );
}

type Which = 'all' | 'wrong' | 'unanswered' | 'withdrawn';
const wanted: Record<Which, (i: KeyedItem) => boolean> = {
  all: () => true,
  wrong: (i) => !i.withdrawn && i.correct === false,
  unanswered: (i) => !i.withdrawn && i.correct === null,
  withdrawn: (i) => i.withdrawn !== null,
};

/** The paper as the candidate had it, with what was chosen and what is right. */
export function KeyedPaper({ items }: { items: KeyedItem[] }) {
  const { t } = useTranslation('attempt');
  const [which, setWhich] = useState<Which>('all');
  const filters: Which[] = ['all', 'wrong', 'unanswered'];
  if (items.some((i) => i.withdrawn)) filters.push('withdrawn');
  const shown = items.filter(wanted[which]);
  return (
    <>
      <Segmented
        aria-label={t('paper.filter')}
        value={which}
        onChange={setWhich}
        options={filters.map((w) => ({
          value: w,
          label: t(`paper.only.${w}`),
        }))}
      />
      {shown.length === 0 && <p>{t('paper.none')}</p>}
      <ol className="items">
        {shown.map((i) => (
          <Item key={i.index} item={i} />
        ))}
      </ol>
    </>
  );
}
