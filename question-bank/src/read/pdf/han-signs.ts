/**
 * Signs for parts of Han characters that look like a whole one, and that one (Unicode's EquivalentUnifiedIdeograph, as far
 * as they are whole characters somebody writes). Those of the Kangxi radicals, the compatible characters and the ligatures are in NFKC.
 */
const PARTS = new Map(
  (
    '⺁厂⺊卜⺎兀⺏尣⺐尢⺒巳⺓幺⺕彐⺖忄⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺶羊⺷羊⺹耂⺻聿' +
    '⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首' +
    '⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'
  )
    .match(/../gu)
    ?.map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);

/**
 * Characters as they are typed. Browsers print PDF whose fonts name `⻋` and `⾏` for 车 and 行: both have one glyph, and
 * the first of its names is taken.
 */
export const typed = (text: string): string =>
  text
    .replace(/[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06]/g, (sign) => sign.normalize('NFKC'))
    .replace(/[\u2e80-\u2eff]/g, (sign) => PARTS.get(sign) ?? sign);
