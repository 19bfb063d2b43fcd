BBBBBBB BBBBBBBBBBBBBBB BBBB
BBBBB BBBBBBB BBB BB BBBBBBB gettext(u'Close this discussion') BBBB BBB BB BBBBBBBB gettext(u'Reopen this discussion') BBBB BBB BB BBBBBBBB BBBB gettext(u'Hide this post') BBBB gettext(u'Hide this discussion') BBBBBBBBBBB BBBB gettext(u'Restore this post') BBBB gettext(u'Restore this discussion') BBBBBBBBBBBBBBBBBB
BBBBB BBBBXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBXX XXXXXXXXXXXXBBBBBBBB
BBBBB BBBBXXXXX XXXXXXXXXXXX XXXXXXX XXXXXXXXXXXXX XXXXXXXXX XXXXXXXXXXXBBBBBBBBBBXXXXBB BBB BB BBBBBBB gettext(u'Close this discussion') BBBB BBB BB BBBBBBBB gettext(u'Reopen this discussion') BBBB BBB BB BBBBBBBB BBBB gettext(u'Hide this post') BBBB gettext(u'Hide this discussion') BBBBBBBBBBB BBBB gettext(u'Restore this post') BBBB gettext(u'Restore this discussion') BBBBBBBBBBXXXXX
XXXBB BBB BB BBBBBBB gettext(u'Everybody can still read it; nobody can add to it.') BBBB BBB BB BBBBBB BBB BBBB gettext(u'Its number stays, its words are shown to moderators only.') BBBB BBB BB BBBBBB gettext(u'Only moderators will find it.') BBBB gettext(u'Everybody who could read it before can read it again.') BBBBBXXXX
BB BBBBXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXX XXXXXFFFFFFFFFXXFFFFXXXXXXXXXXXXXBBBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBB
 gettext(u'It is written down, and the author is told.') BBBBB BBBBBBBB BBBB
XXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXBB BBB BB BBBBBBB gettext(u'Close discussion') BBBB BBB BB BBBBBBBB gettext(u'Reopen discussion') BBBB BBB BB BBBBBBBB BBBB gettext(u'Hide post') BBBB gettext(u'Hide discussion') BBBBBBBBBBB BBBB gettext(u'Restore post') BBBB gettext(u'Restore discussion') BBBBBBBBBBXXXXXXXXXXX XXXXXXXXXX XXXXXXXX gettext(u'Back') XXXXXXXXXXXXXXXXXBBBBBBBB
