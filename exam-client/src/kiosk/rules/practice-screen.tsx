import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperItem } from 'exam-contract/paper';
import { Button } from '../../ui/button';
import { useActions } from '../../ui/kiosk-context';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Question } from '../test/question';

interface Try {
  choice: readonly string[];
  confirmed: boolean;
}
const right: readonly (readonly string[])[] = [['a'], ['a', 'c']];
const equal = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/** Two questions about nothing, to learn the controls on. They never leave this terminal. */
export function PracticeScreen() {
  const { t } = useTranslation(['rules', 'test']);
  const { go } = useActions();
  const [at, setAt] = useState(0);
  const [tries, setTries] = useState<readonly Try[]>([
    { choice: [], confirmed: false },
    { choice: [], confirmed: false },
  ]);
  const word = (s: string) => ({ 'zh-CN': s });
  const items: PaperItem[] = [
    {
      index: 0,
      type: 'judge',
      chapter: '',
      stem: word(t('practice.q1')),
      options: [
        { id: 'a', text: word(t('practice.right')) },
        { id: 'b', text: word(t('practice.wrong')) },
      ],
      media: [],
    },
    {
      index: 1,
      type: 'multi',
      chapter: '',
      stem: word(t('practice.q2')),
      options: [
        { id: 'a', text: word(t('practice.apple')) },
        { id: 'b', text: word(t('practice.chair')) },
        { id: 'c', text: word(t('practice.pear')) },
        { id: 'd', text: word(t('practice.shoe')) },
      ],
      media: [],
    },
  ];
  const item = items[at]!;
  const attempt = tries[at]!;
  const change = (next: Partial<Try>) => setTries(tries.map((x, i) => (i === at ? { ...x, ...next } : x)));
  const over = at === items.length - 1 && attempt.confirmed;
  const primary = () => {
    if (!attempt.confirmed) change({ confirmed: true });
    else if (over) go({ at: 'none' });
    else setAt(at + 1);
  };
  return (
    <Page
      title={t('practice.title')}
      actions={
        <>
          <Button onPress={() => go({ at: 'none' })}>{t('practice.finish')}</Button>
          <Button
            kind="primary"
            size="large"
            onPress={primary}
            isDisabled={!attempt.confirmed && attempt.choice.length === 0}
          >
            {over ? t('practice.done') : attempt.confirmed ? t('test:next') : t('test:confirm')}
          </Button>
        </>
      }
    >
      <Notice tone="info">{t('practice.note')}</Notice>
      <Question
        key={at}
        item={item}
        lang="zh-CN"
        total={items.length}
        choice={attempt.choice}
        locked={attempt.confirmed}
        judged={attempt.confirmed ? { correct: equal(attempt.choice, right[at]!), right: right[at]! } : null}
        withdrawn={null}
        media={{}}
        onChoose={(choice) => change({ choice })}
      />
    </Page>
  );
}
