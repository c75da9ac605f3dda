const quoted = (path) => `'${path.replaceAll("'", "''")}'`;
const LABELLED = "columns={text:'VARCHAR',label:'VARCHAR'}";
const CHAT = "columns={messages:'STRUCT(role VARCHAR, content VARCHAR)[]'},maximum_object_size=33554432";

const jsonLines = (path, columns) => `read_json(${quoted(path)},format='newline_delimited',${columns})`;
const csv = (path) =>
  `(select id, coalesce(text,'') as text, label from read_csv(${quoted(path)},auto_detect=false,header=true,` +
  `delim=',',quote='"',escape='"',columns={id:'BIGINT',text:'VARCHAR',label:'VARCHAR'}))`;
const array = (path) =>
  `read_json(${quoted(path)},format='array',columns={instruction:'VARCHAR',input:'VARCHAR',output:'VARCHAR'})`;

/** Rows, records that differ, blanks and code points of each label. A blank text has no length, as in our report. */
const labelled = (source, record) =>
  `with t as (select label, hash(${record}) as h, trim(text)='' as b, length(text) as l from ${source}),
   g as (select label, h, count(*) as n, count(*) filter (where b) as b,
     sum(case when b then 0 else l end) as l from t group by 1, 2)
   select label, sum(n)::DOUBLE as rows, count(*)::DOUBLE as different, sum(b)::DOUBLE as blank, sum(l)::DOUBLE as inputs,
     (sum(n) * length(label))::DOUBLE as outputs, 0::DOUBLE as turns from g group by label`;

/** SQL by question: `same` answers what our report answers, `cheap` is the cheapest that is still of use. */
export const QUERIES = {
  class: {
    same: (path) => labelled(jsonLines(path, LABELLED), 'text,label'),
    cheap: (path) =>
      `with t as (select label, hash(text) as h, strlen(text) as l, text='' as b from ${jsonLines(path, LABELLED)})
       select label, count(*)::DOUBLE, sum(b::INT)::DOUBLE, sum(l)::DOUBLE, count(distinct h)::DOUBLE from t group by label`,
  },
  csv: { same: (path) => labelled(csv(path), 'id,text,label') },
  chat: {
    same: (path) =>
      `with t as (select hash(messages) as h, len(messages) as turns, length(messages[-1].content) as o,
         list_aggregate([length(m.content) for m in messages],'sum') as l,
         len([m for m in messages if trim(m.content)=''])>0 as b from ${jsonLines(path, CHAT)})
       select null as label, count(*)::DOUBLE as rows, count(distinct h)::DOUBLE as different,
         (count(*) filter (where b))::DOUBLE as blank, sum(l-o)::DOUBLE as inputs, sum(o)::DOUBLE as outputs,
         sum(turns)::DOUBLE as turns from t`,
    cheap: (path) =>
      `with t as (select hash(messages) as h, len(messages) as n, messages[-1].role as r from ${jsonLines(path, CHAT)})
       select r, count(*)::DOUBLE, count(distinct h)::DOUBLE, sum(n)::DOUBLE from t group by r`,
  },
  array: {
    same: (path) =>
      `with t as (select hash(instruction,input,output) as h, trim(instruction)='' as bi, trim(input)='' as bc,
         trim(output)='' as bo, length(instruction) as li, length(input) as lc, length(output) as lo from ${array(path)})
       select null as label, count(*)::DOUBLE as rows, count(distinct h)::DOUBLE as different,
         (count(*) filter (where (bi and bc) or bo))::DOUBLE as blank,
         sum((case when bi then 0 else li end) + (case when bc then 0 else lc end)
           + (case when bi or bc then 0 else 1 end))::DOUBLE as inputs,
         sum(case when bo then 0 else lo end)::DOUBLE as outputs, 0::DOUBLE as turns from t`,
  },
};
