import { NUMBER_CODINGS } from '../read/answers/number-coding';
import { EXPORT_FORMATS } from '../write/export-bank';
import type { Lang } from './lang';

export const COMMANDS = [
  'read',
  'check',
  'diff',
  'publish',
  'export',
  'draw',
  'stats',
  'law-change',
] as const;
export const SYNOPSIS = `kaotai-bank ${COMMANDS.join('|')}`;
const TO = EXPORT_FORMATS.join('|');
const ANSWERS = NUMBER_CODINGS.join('|');

/** How the command is used. */
export const USAGE_TEXT: Readonly<Record<Lang, string>> = {
  zh: `${SYNOPSIS} 文件… [选项]

文件     Excel/WPS .xlsx、.xls、.et、.ods、.csv，Word .docx、.doc、.odt，.rtf、.pdf、.html、.mht、.txt、.md、.json、.jsonl、.sql、SQLite、.plist、
         Moodle XML、GIFT、Aiken、QTI，装有这些文件的 .zip，或文件夹；几个文件合成一个题库时（如 SQL 的几张表）一起写上
read     读取并检查文件；不涉及考试类型
check    还要对照考试类型检查章节和题量
diff     比较两个文件（旧、新），逐题逐项列出不同
publish  生成不可更改的版本，显示它的指纹
export   把没有错误的题写成另一种格式
draw     抽一份试卷
stats    按作答表统计每道题
law-change  法规变动后哪些题可能答错，最有把握的在前

--json              在标准输出给出一个 JSON 对象；加 --questions 连题目一起给出
--lang zh|en        报告、提示和本说明的语言（zh）
--date 年-月-日     题库使用的日期，如 2026-12-01（默认今天）
--media 文件夹      图片所在处（默认：题库文件旁边及其中的文件夹）
--kinds 文件        考试类型（默认：随软件提供的）
--kind 代号 --seed 文字 --avoid 题号,题号     draw：抽哪种试卷
--blueprint 文件    draw：控制台下载的组卷方案，或自己写的（配合 --subject 和 --vehicle）
--record 文件       draw：控制台考试记录页下载的抽题记录；用导出的那一版题库重抽，并说明是否一致
--class C1 --region 15 --without 题号,题号    draw：准驾车型、地区、当时已撤下的题
--out 文件          publish、export：写到哪里
--to ${TO}    export：格式
--responses 文件    stats：作答表（CSV，列为 attempt,question,choice,ms；choice 写选项字母，未答留空）
--statute 法规 --article 第14条第1项 --old 60周岁 --new 70周岁 [--about C6,轻型牵引挂车] [--from 年-月-日]
                    law-change：哪条规定、旧值、新值（多个用逗号隔开）、说的是什么、何时施行
--against 文件      read、check：要比对的其他题库，可写多次
--leave-out 名称    不读取的章节、类别或工作表，可写多次
--good-rows         publish：有错的题不要，其余照常发布
--answers ${ANSWERS}
                    文件里看不出时，答案里的数字怎样算
--columns 列名=含义,…   不认识的列或字段是什么（等号后不写表示不要这一列）；read --json 会列出各列和读成了什么
--values 项目:名称=值   文件里的章节、题型、科目、车型、标签叫法对应什么，可写多次
                    （chapter:第一章=道路通行规定，tags:A2专用=class:A2）；read --json 在 values 里列出找到的
--header-row N      表头在第几行；没有表头写 0
--sheet 名称        只读这个工作表或表，可写多次
--chapter 名称 --subject K1,K3 --vehicle car,moto   文件里没有写明时的章节、科目、车型

退出码：0 正常；1 读到了，但有错误（check、publish、export）、有不同（diff）、抽不出或与记录不一致（draw）、有题可能答错（law-change）；
2 文件里没有可用的题，或文件打不开；64 命令行写错。
`,
  en: `${SYNOPSIS} FILE… [options]

FILE     Excel/WPS .xlsx, .xls, .et, .ods, .csv, Word .docx, .doc, .odt, .rtf, .pdf, .html, .mht, .txt, .md, .json, .jsonl, .sql, SQLite,
         .plist, Moodle XML, GIFT, Aiken, QTI, a .zip of these, or a folder; several FILEs that belong together (SQL tables) are read as one bank
read     reads and checks the file; what can be said without knowing the exam kinds
check    also holds chapters and stock against the exam kinds
diff     compares two files, OLD and NEW, question by question and field by field
publish  makes an immutable version and prints its hash
export   writes what has no error as a file of another format
draw     draws a paper
stats    how the questions of FILE were answered, from a table of answers
law-change  which questions a changed rule may overturn, surest first

--json              one JSON object on standard output; with --questions the questions too
--lang zh|en        language of reports, messages and this help (zh)
--date YYYY-MM-DD   the day the bank is used on (today)
--media DIR         pictures (default: those beside FILE and in folders there)
--kinds FILE        exam kinds (default: the shipped ones)
--kind CODE --seed TEXT --avoid id,id     draw: which paper
--blueprint FILE    draw: a blueprint downloaded from the console, or one of your own for --subject and --vehicle
--record FILE       draw: the record of a paper, from its page in the console; draws that paper again from FILE… (the
                    bank version it names, exported whole) and says whether it is the same
--class C1 --region 15 --without id,id    draw: licence class and region of the paper, questions withdrawn by then
--out FILE          publish, export: where to write
--to ${TO}    export: the format
--responses FILE    stats: CSV of attempt,question,choice,ms; choices as letters, empty for not answered
--statute NAME --article 第14条第1项 --old 60周岁 --new 70周岁 [--about C6,轻型牵引挂车] [--from YYYY-MM-DD]
                    law-change: the rule, what it said and says (several with commas), what it is about
--against FILE      read, check: another bank to compare with, as often as wanted
--leave-out NAME    a chapter, category or sheet that is not read, as often as wanted
--good-rows         publish: leave out what has errors instead of stopping
--answers ${ANSWERS}
                    how numbers in answers count, where the file does not tell
--columns NAME=FIELD,…   what columns or keys of that name hold, for names the reader does not know (with no FIELD the
                    column is left out); read --json lists the columns found and what each was taken for
--values FIELD:NAME=VALUE  what a chapter, type, subject, vehicle or tag means that FILE calls NAME, as often as wanted
                    (chapter:第一章=道路通行规定, tags:A2专用=class:A2); read --json lists those found as "values"
--header-row N      the row that names the columns, as the file numbers its rows; 0 where there is none
--sheet NAME        read only this sheet or table; may be given several times
--chapter NAME --subject K1,K3 --vehicle car,moto   what a table without such columns is about

Exit code: 0 well; 1 read, but something has an error (check, publish, export), differs (diff), cannot be drawn or is another than
its record (draw) or may be overturned (law-change);
2 nothing usable in FILE; 64 wrong command line.
`,
};
