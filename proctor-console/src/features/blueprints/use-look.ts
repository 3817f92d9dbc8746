import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { blueprintContent, type BlueprintContent } from 'exam-contract/blueprint';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { call } from '../../net/api';

/** Pause in typing after which the server is asked. */
const PAUSE_MS = 700;

export const totalOf = (content: BlueprintContent): number =>
  content.chapters.reduce((sum, c) => sum + c.count, 0);

/** Whether a blueprint is complete enough for the server to look at: every cell says what and how many. */
export const isWhole = (content: BlueprintContent, questions: number): boolean =>
  totalOf(content) === questions && blueprintContent.safeParse(content).success;

/** What the bank of a day holds for every part of a blueprint, asked again whenever it was changed; `fresh` once it is about this one. */
export function useLook(kindCode: string, content: BlueprintContent, questions: number, day: string) {
  const now = JSON.stringify({ content, inForceFrom: day });
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const whole = day !== '' && isWhole(content, questions);
  const asked = useQuery({
    queryKey: ['blueprintLook', kindCode, settled],
    queryFn: () =>
      call(blueprintRoutes.look, {
        params: { kindCode },
        body: JSON.parse(settled) as { content: BlueprintContent; inForceFrom: string },
      }),
    enabled: whole && settled === now,
    placeholderData: keepPreviousData,
  });
  const fresh = whole && settled === now && asked.data !== undefined && !asked.isPlaceholderData;
  return { ...asked, whole, fresh };
}
export type Look = ReturnType<typeof useLook>;
