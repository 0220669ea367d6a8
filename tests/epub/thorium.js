// What r2-shared-js, the parser of Thorium Reader, makes of an e-book:
//
//     node tests/epub/thorium.js NODE_MODULES book.epub
//
// Prints Readium's Web Publication Manifest, in JSON.
const path = require("path");
const load = name => require(path.resolve(process.argv[2], name));
const source = "dist/es8-es2017/src";
const converters = load(`r2-shared-js/${source}/init-globals`);
converters.initGlobalConverters_SHARED();
converters.initGlobalConverters_GENERIC();
const { PublicationParsePromise } =
    load(`r2-shared-js/${source}/parser/publication-parser`);
const { TaJsonSerialize } = load(`r2-lcp-js/${source}/serializable`);

PublicationParsePromise(process.argv[3]).then(publication => {
    console.log(JSON.stringify(TaJsonSerialize(publication), null, 1));
    publication.freeDestroy();
}).catch(error => { console.error(error); process.exit(1); });
