#include "CResources.h"

static const unsigned char layout[] = {
#embed "web/layout.html"
};
static const unsigned char page_sign_in[] = {
#embed "web/page-sign-in.html"
};
static const unsigned char page_error[] = {
#embed "web/page-error.html"
};
static const unsigned char page_case[] = {
#embed "web/page-case.html"
};
static const unsigned char page_hotline[] = {
#embed "web/page-hotline.html"
};
static const unsigned char case_sections[] = {
#embed "web/case-sections.html"
};
static const unsigned char page_grid[] = {
#embed "web/page-grid.html"
};
static const unsigned char call_backs[] = {
#embed "web/call-backs.html"
};
static const unsigned char case_filters[] = {
#embed "web/case-filters.html"
};
static const unsigned char page_sheet[] = {
#embed "web/page-sheet.html"
};
static const unsigned char page_desk[] = {
#embed "web/page-desk.html"
};
static const unsigned char desk_row[] = {
#embed "web/desk-row.html"
};
static const unsigned char key_list[] = {
#embed "web/key-list.html"
};
static const unsigned char page_case_list[] = {
#embed "web/page-case-list.html"
};
static const unsigned char page_figures[] = {
#embed "web/page-figures.html"
};
static const unsigned char page_figure_cases[] = {
#embed "web/page-figure-cases.html"
};
static const unsigned char page_pilots[] = {
#embed "web/page-pilots.html"
};
static const unsigned char figure_table[] = {
#embed "web/figure-table.html"
};
static const unsigned char figure_plot[] = {
#embed "web/figure-plot.html"
};
static const unsigned char figure_plotted[] = {
#embed "web/figure-plotted.html"
};
static const unsigned char figure_case_rows[] = {
#embed "web/figure-case-rows.html"
};
static const unsigned char app_css[] = {
#embed "web/app.css"
};
static const unsigned char figures_css[] = {
#embed "web/figures.css"
};
static const unsigned char app_js[] = {
#embed "web/app.js"
};
static const unsigned char icon_svg[] = {
#embed "web/icon.svg"
};

// What the web serves: a line here and an array above for each file of web/.
static const struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} files[] = {
    {"layout.html", layout, sizeof layout},
    {"page-sign-in.html", page_sign_in, sizeof page_sign_in},
    {"page-error.html", page_error, sizeof page_error},
    {"page-case.html", page_case, sizeof page_case},
    {"page-hotline.html", page_hotline, sizeof page_hotline},
    {"case-sections.html", case_sections, sizeof case_sections},
    {"page-grid.html", page_grid, sizeof page_grid},
    {"call-backs.html", call_backs, sizeof call_backs},
    {"case-filters.html", case_filters, sizeof case_filters},
    {"page-sheet.html", page_sheet, sizeof page_sheet},
    {"page-desk.html", page_desk, sizeof page_desk},
    {"desk-row.html", desk_row, sizeof desk_row},
    {"key-list.html", key_list, sizeof key_list},
    {"page-case-list.html", page_case_list, sizeof page_case_list},
    {"page-figures.html", page_figures, sizeof page_figures},
    {"page-figure-cases.html", page_figure_cases, sizeof page_figure_cases},
    {"page-pilots.html", page_pilots, sizeof page_pilots},
    {"figure-table.html", figure_table, sizeof figure_table},
    {"figure-plot.html", figure_plot, sizeof figure_plot},
    {"figure-plotted.html", figure_plotted, sizeof figure_plotted},
    {"figure-case-rows.html", figure_case_rows, sizeof figure_case_rows},
    {"app.css", app_css, sizeof app_css},
    {"figures.css", figures_css, sizeof figures_css},
    {"app.js", app_js, sizeof app_js},
    {"icon.svg", icon_svg, sizeof icon_svg},
};

size_t qiaomen_web_count(void) {
    return sizeof files / sizeof files[0];
}

const char *qiaomen_web_name(size_t index) {
    return files[index].name;
}

const unsigned char *qiaomen_web_bytes(size_t index) {
    return files[index].bytes;
}

size_t qiaomen_web_size(size_t index) {
    return files[index].size;
}
