#include "pdf/pdf_writer.h"

#include "media/image.h"

/* Two FNV-1a sums of 64 bits from different starts, mixed at the end: no
 * protection against forgers, enough to tell files apart. */
struct digest {
    uint64_t a, b;
};

static void
digest_bytes(struct digest *digest, const void *data, size_t size)
{
    const unsigned char *byte = data;
    for (size_t i = 0; i < size; i++) {
        digest->a = (digest->a ^ byte[i]) * 0x100000001b3u;
        digest->b = (digest->b ^ byte[i] ^ 0x5a) * 0x100000001b3u;
        digest->b ^= digest->b >> 31;
    }
}

static void
digest_number(struct digest *digest, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    digest_bytes(digest, bytes, sizeof bytes);
}

static void
digest_text(struct digest *digest, struct text text)
{
    digest_number(digest, text.size);
    digest_bytes(digest, text.data, text.size);
}

static void
digest_node(struct digest *digest, const struct node *node)
{
    digest_number(digest, (uint64_t)node->kind);
    digest_text(digest, node->text);
    digest_text(digest, node->id);
    if (node->kind == NODE_LINK)
        digest_text(digest, node->link.url);
    if (node->kind == NODE_FOOTNOTE)
        digest_number(digest, (uint64_t)node->footnote.number);
}

static void
digest_tree(struct digest *digest, const struct node *root)
{
    for (const struct node *n = root; n; n = node_next(n, root)) {
        digest_node(digest, n);
        if (n->kind != NODE_NOTE_CALL || !n->target)
            continue;
        for (const struct node *m = n->target; m; m = node_next(m, n->target))
            digest_node(digest, m);
    }
}

static uint64_t
mix(uint64_t value)
{
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
    value = (value ^ value >> 27) * 0x94d049bb133111ebu;
    return value ^ value >> 31;
}

void
pdf_digest(const struct pdf_writer *writer, unsigned char out[16])
{
    struct digest digest = {0xcbf29ce484222325u, 0x9ae16a3b2f90404fu};
    const struct pdf_rules *rules = writer->rules;
    digest_number(&digest, rules->style_digest);
    digest_number(&digest, (uint64_t)rules->date);
    digest_number(&digest, writer->pages->count);
    digest_number(&digest, (uint64_t)rules->edition->form);
    digest_number(&digest, rules->edition->is_black);
    digest_text(&digest, rules->edition->title);
    digest_text(&digest, rules->edition->subtitle);
    digest_text(&digest, rules->version);
    digest_tree(&digest, writer->tree);
    for (size_t i = 0; i < rules->attachment_count; i++) {
        digest_text(&digest, rules->attachments[i].name);
        digest_text(&digest, rules->attachments[i].description);
        digest_text(&digest, rules->attachments[i].content);
    }
    for (size_t i = 0; i < writer->fonts.count; i++)
        digest_text(&digest, writer->fonts.faces[i].subset.bytes);
    for (size_t i = 0; i < writer->pages->count; i++) {
        const struct page *page = &writer->pages->items[i];
        for (size_t j = 0; j < page->mark_count; j++)
            if (page->marks[j].kind == MARK_IMAGE && page->marks[j].image.image)
                digest_text(&digest, page->marks[j].image.image->bytes);
    }
    uint64_t sums[2] = {mix(digest.a ^ mix(digest.b)),
                        mix(digest.b + 0x9e3779b97f4a7c15u)};
    for (int i = 0; i < 16; i++)
        out[i] = (unsigned char)(sums[i / 8] >> (8 * (i % 8)));
}
