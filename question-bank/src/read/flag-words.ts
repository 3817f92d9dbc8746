const YES = new Set(
  '1 1.0 -1 true t yes y 是 对 正确 √ ✓ ✔ ☑ v right correct richtig ja si sí sì oui vrai tak evet doğru vero verdadero sim verdadeiro да верно правильно так da tačno točno'.split(
    ' ',
  ),
);
const NO = new Set(
  ' 0 0.0 false f no n 否 错 错误 × ✗ ✘ ☐ x wrong incorrect 不正确 不是 falsch nein null none non faux nie hayır yanlış falso não нет неверно неправильно ні ne netačno netočno'.split(
    ' ',
  ),
);

/** What a flag says of its option, in any format; undefined for what is no flag. Nothing at all says no. */
export function flagSays(text: string): boolean | undefined {
  const said = text.trim().toLowerCase();
  if (YES.has(said)) return true;
  return NO.has(said) || said === '' ? false : undefined;
}
