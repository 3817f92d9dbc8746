const NAMES =
  /(?:^|[_.\s-])(?:users?|usrs?|admins?|accounts?|members?|students?|teachers?|coach(?:es)?|candidates?|examinees?|persons?|people|customers?|employees?|staff|logins?|sessions?|logs?|tokens?|favou?rites?|orders?|feedbacks?|comments?|messages?)(?:$|[_.\s-]|info|data)|(?:^|[a-z])(?:User|Admin|Account|Member|Student|Log)s?(?:$|[A-Z_])|用户|学员|学生|考生|会员|人员|管理员|教练|教师|日志|收藏|评论|留言/;
const COLUMNS =
  /^(?:pass(?:word|wd)?|pwd|salt|(?:user_?)?id_?card(?:_?no|_?num(?:ber)?)?|identity_?(?:card|no|number)|idno|phone(?:_?num(?:ber)?)?|mobile(?:_?phone)?|telephone|tel|e_?mail|openid|open_id|unionid|union_id|real_?name|nick_?name|身份证.*|手机.*|电话|姓名|密码|邮箱)$/i;
const OWNERS =
  /^(?:user|usr|student|member|account|candidate|examinee|person|customer|admin|openid)s?_?(?:id|name|no|code)?$|^(?:uid|stu_?id|用户.*|学员.*|考生.*)$/i;

/** Whether a table holds people: then nothing of its rows is kept or said, only how many they are. */
export const holdsPeople = (name: string, columns: readonly string[]): boolean =>
  NAMES.test(name) || NAMES.test(name.toLowerCase()) || columns.some((c) => COLUMNS.test(c));

/** Whether rows of a table belong to people, as given answers do. */
export const belongsToPeople = (columns: readonly string[]): boolean => columns.some((c) => OWNERS.test(c));
