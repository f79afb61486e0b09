"""Files for people: a workbook, tables that open in a spreadsheet, calendars. Texts of users are neutralised, labels come from outside."""
