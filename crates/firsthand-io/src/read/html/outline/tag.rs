//! The elements of HTML, as far as text and its lines depend on them.

macro_rules! tags {
    ($($variant:ident $name:literal $display:ident)*) => {
        /// An element's name, as far as it matters.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        pub(in super::super) enum Tag { $(#[doc = $name] $variant),*, /// Any other element, inline.
            Other }

        impl Tag {
            pub(super) fn of(name: &str) -> Tag {
                let mut lower = [0u8; 10];
                let Some(lower) = lower.get_mut(..name.len()) else { return Tag::Other };
                lower.copy_from_slice(name.as_bytes());
                lower.make_ascii_lowercase();
                match &*lower { $(n if n == $name.as_bytes() => Tag::$variant,)* _ => Tag::Other }
            }

            pub(super) fn display(self) -> Display {
                match self { $(Tag::$variant => Display::$display,)* Tag::Other => Display::Inline }
            }
        }
    };
}

/// How an element stands in the flow of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Display {
    /// A block with space around it.
    Paragraph,
    /// A block.
    Block,
    Inline,
    /// No content.
    Void,
    /// Text that is no markup and never shown.
    Raw,
    /// Never shown.
    None,
}

tags! {
    Html "html" Block  Body "body" Block  Head "head" Block
    Address "address" Block  Article "article" Block  Aside "aside" Block
    Blockquote "blockquote" Paragraph  Center "center" Block  Dd "dd" Block  Details "details" Block
    Dialog "dialog" Block  Dir "dir" Block  Div "div" Block  Dl "dl" Block  Dt "dt" Block
    Fieldset "fieldset" Block  Figcaption "figcaption" Block  Figure "figure" Block
    Footer "footer" Block  Form "form" Block  H1 "h1" Paragraph  H2 "h2" Paragraph
    H3 "h3" Paragraph  H4 "h4" Paragraph  H5 "h5" Paragraph  H6 "h6" Paragraph
    Header "header" Block  Hgroup "hgroup" Block  Legend "legend" Block  Li "li" Block
    Main "main" Block  Menu "menu" Block  Nav "nav" Block  Ol "ol" Paragraph  Optgroup "optgroup" Block
    Option "option" Block  P "p" Paragraph  Pre "pre" Paragraph  Search "search" Block
    Section "section" Block  Select "select" Block  Summary "summary" Block
    Table "table" Paragraph  Caption "caption" Block  Tbody "tbody" Block  Td "td" Block
    Tfoot "tfoot" Block  Th "th" Block  Thead "thead" Block  Tr "tr" Block  Ul "ul" Paragraph
    Button "button" Block  Textarea "textarea" Block  Xmp "xmp" Block
    A "a" Inline  B "b" Inline  Strong "strong" Inline  I "i" Inline  Em "em" Inline
    Span "span" Inline  Font "font" Inline  Label "label" Inline  Time "time" Inline
    Abbr "abbr" Inline
    Cite "cite" Inline  Small "small" Inline  Q "q" Inline  Big "big" Inline
    Br "br" Void  Hr "hr" Void  Img "img" Void  Input "input" Void  Meta "meta" Void
    Link "link" Void  Wbr "wbr" Void  Area "area" Void  Base "base" Void  Col "col" Void
    Embed "embed" Void  Param "param" Void  Source "source" Void  Track "track" Void
    Frame "frame" Void
    Script "script" Raw  Style "style" Raw  Noscript "noscript" Raw
    Template "template" None  Title "title" Raw  Iframe "iframe" Raw  Noframes "noframes" Raw
    Noembed "noembed" Raw  Svg "svg" None  Video "video" None  Audio "audio" None
    Canvas "canvas" None  Map "map" Inline  Datalist "datalist" None
}

impl Tag {
    /// Level of a heading.
    pub(in super::super) fn heading(self) -> Option<u8> {
        let level = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
        level.iter().position(|t| *t == self).map(|i| i as u8 + 1)
    }

    /// An end tag does not reach through these.
    pub(super) fn bounds(self) -> bool {
        matches!(
            self,
            Tag::Table | Tag::Td | Tag::Th | Tag::Caption | Tag::Html | Tag::Body
        )
    }

    pub(super) fn is_block(self) -> bool {
        matches!(self.display(), Display::Block | Display::Paragraph)
    }
}
