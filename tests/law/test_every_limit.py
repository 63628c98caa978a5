"""Mọi thời hạn Soi dùng, từng trường hợp một.

Mỗi bảng là một loại việc; mỗi dòng là một lần tính: từ ngày nào, đến hạn ngày nào, vì sao.
"""

import pytest

from soi.core.deadlines import compute
from tests.law.book import RULES, calendar, day, limit, rows

# Khiếu nại
KHIEU_NAI = """
    quy tắc            | tình tiết      | ngày 0 hoặc mốc     | hạn cuối           | vì sao
    -------------------+----------------+---------------------+--------------------+-------------------------------
    kn.limit           |                | thứ Ba 03/03/2026   | thứ Hai 01/06/2026 | 90 ngày
    kn.limit           |                | thứ Ba 27/01/2026   | thứ Ba 28/04/2026  | 90 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.accept1         |                | thứ Ba 03/03/2026   | thứ Sáu 13/03/2026 | 10 ngày
    kn.accept1         |                | thứ Sáu 06/02/2026  | thứ Hai 23/02/2026 | 10 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.accept2         |                | thứ Ba 03/03/2026   | thứ Sáu 13/03/2026 | 10 ngày
    kn.accept2         |                | thứ Sáu 06/02/2026  | thứ Hai 23/02/2026 | 10 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.accept.2026     |                | thứ Hai 06/07/2026  | thứ Tư 15/07/2026  | 7 ngày làm việc
    kn.accept.2026     |                | thứ Sáu 21/08/2026  | thứ Năm 03/09/2026 | 7 ngày làm việc; mất 3 ngày nghỉ lễ; tính cả Bảy làm bù 22/08
    kn.resolve1        |                | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | 30 ngày
    kn.resolve1        |                | thứ Ba 20/01/2026   | thứ Hai 23/02/2026 | 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    kn.resolve1        | complex        | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | phức tạp: 45 ngày
    kn.resolve1        | complex        | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | phức tạp: 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.resolve1        | remote         | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | vùng sâu, xa: 45 ngày
    kn.resolve1        | remote         | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | vùng sâu, xa: 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.resolve1        | remote_complex | thứ Ba 03/03/2026   | thứ Hai 04/05/2026 | vùng sâu, xa và phức tạp: 60 ngày; 02/05 là thứ Bảy
    kn.resolve1        | remote_complex | thứ Năm 26/02/2026  | thứ Ba 28/04/2026  | vùng sâu, xa và phức tạp: 60 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.send1           |                | thứ Ba 03/03/2026   | thứ Sáu 06/03/2026 | 3 ngày làm việc
    kn.send1           |                | thứ Tư 11/02/2026   | thứ Hai 23/02/2026 | 3 ngày làm việc; mất 5 ngày nghỉ lễ
    kn.second          |                | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | 30 ngày
    kn.second          |                | thứ Ba 20/01/2026   | thứ Hai 23/02/2026 | 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    kn.second          | remote         | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | vùng sâu, xa: 45 ngày
    kn.second          | remote         | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | vùng sâu, xa: 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.resolve2        |                | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | 45 ngày
    kn.resolve2        |                | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.resolve2        | complex        | thứ Ba 03/03/2026   | thứ Hai 04/05/2026 | phức tạp: 60 ngày; 02/05 là thứ Bảy
    kn.resolve2        | complex        | thứ Năm 26/02/2026  | thứ Ba 28/04/2026  | phức tạp: 60 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.resolve2        | remote         | thứ Ba 03/03/2026   | thứ Hai 04/05/2026 | vùng sâu, xa: 60 ngày; 02/05 là thứ Bảy
    kn.resolve2        | remote         | thứ Năm 26/02/2026  | thứ Ba 28/04/2026  | vùng sâu, xa: 60 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.resolve2        | remote_complex | thứ Ba 03/03/2026   | thứ Ba 12/05/2026  | vùng sâu, xa và phức tạp: 70 ngày
    kn.resolve2        | remote_complex | thứ Hai 16/02/2026  | thứ Ba 28/04/2026  | vùng sâu, xa và phức tạp: 70 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.send2           |                | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 7 ngày
    kn.send2           |                | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 7 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.info            |                | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 7 ngày
    kn.info            |                | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 7 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.inforce1        |                | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | 30 ngày
    kn.inforce1        |                | thứ Ba 20/01/2026   | thứ Hai 23/02/2026 | 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    kn.inforce1        | remote         | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | vùng sâu, xa: 45 ngày
    kn.inforce1        | remote         | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | vùng sâu, xa: 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.inforce2        |                | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | 30 ngày
    kn.inforce2        |                | thứ Ba 20/01/2026   | thứ Hai 23/02/2026 | 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    kn.inforce2        | remote         | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | vùng sâu, xa: 45 ngày
    kn.inforce2        | remote         | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | vùng sâu, xa: 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    kn.front           |                | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 7 ngày
    kn.front           |                | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 7 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.discipline1     |                | thứ Ba 03/03/2026   | thứ Tư 18/03/2026  | 15 ngày
    kn.discipline1     |                | Chủ nhật 01/02/2026 | thứ Hai 23/02/2026 | 15 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.discipline2     |                | thứ Ba 03/03/2026   | thứ Sáu 13/03/2026 | 10 ngày
    kn.discipline2     |                | thứ Sáu 06/02/2026  | thứ Hai 23/02/2026 | 10 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    kn.discipline2     | dismissal      | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | buộc thôi việc: 30 ngày
    kn.discipline2     | dismissal      | thứ Ba 20/01/2026   | thứ Hai 23/02/2026 | buộc thôi việc: 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    kn.dialogue_notice |                | thứ Hai 06/07/2026  | thứ Tư 01/07/2026  | 5 ngày, đếm ngược
    kn.dialogue_notice |                | thứ Bảy 05/09/2026  | thứ Sáu 28/08/2026 | 5 ngày, đếm ngược; 31/08 là Ngày nghỉ (thay cho ngày 22/08/2026)
    kn.suspend_notice  |                | thứ Hai 06/07/2026  | thứ Năm 09/07/2026 | 3 ngày làm việc
    kn.suspend_notice  |                | thứ Tư 26/08/2026   | thứ Năm 03/09/2026 | 3 ngày làm việc; mất 3 ngày nghỉ lễ
"""

# Tố cáo
TO_CAO = """
    quy tắc           | tình tiết      | ngày 0 hoặc mốc    | hạn cuối           | vì sao
    ------------------+----------------+--------------------+--------------------+-------------------------------
    tc.initial        |                | thứ Ba 03/03/2026  | thứ Năm 12/03/2026 | 7 ngày làm việc
    tc.initial        |                | thứ Năm 05/02/2026 | thứ Hai 23/02/2026 | 7 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.initial        | several_places | thứ Ba 03/03/2026  | thứ Ba 17/03/2026  | kiểm tra ở nhiều nơi: 10 ngày làm việc
    tc.initial        | several_places | thứ Hai 02/02/2026 | thứ Hai 23/02/2026 | kiểm tra ở nhiều nơi: 10 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.transfer       |                | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    tc.transfer       |                | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.press          |                | thứ Ba 03/03/2026  | thứ Hai 23/03/2026 | 20 ngày
    tc.press          |                | thứ Ba 27/01/2026  | thứ Hai 23/02/2026 | 20 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    tc.notify_accept  |                | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    tc.notify_accept  |                | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.resolve        |                | thứ Ba 03/03/2026  | thứ Năm 02/04/2026 | 30 ngày
    tc.resolve        |                | thứ Ba 20/01/2026  | thứ Hai 23/02/2026 | 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    tc.suspend_notice |                | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    tc.suspend_notice |                | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.send           |                | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    tc.send           |                | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.publish        |                | thứ Ba 03/03/2026  | thứ Năm 12/03/2026 | 7 ngày làm việc
    tc.publish        |                | thứ Năm 05/02/2026 | thứ Hai 23/02/2026 | 7 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.again          |                | thứ Ba 03/03/2026  | thứ Hai 23/03/2026 | 20 ngày
    tc.again          |                | thứ Ba 27/01/2026  | thứ Hai 23/02/2026 | 20 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    tc.overdue_ask    |                | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    tc.overdue_ask    |                | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    tc.overdue_report |                | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    tc.overdue_report |                | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
"""

# Tiếp công dân
TIEP_DAN = """
    quy tắc             | tình tiết | ngày 0 hoặc mốc    | hạn cuối           | vì sao
    --------------------+-----------+--------------------+--------------------+-------------------------------
    td.reply            |           | thứ Ba 03/03/2026  | thứ Ba 17/03/2026  | 10 ngày làm việc
    td.reply            |           | thứ Hai 02/02/2026 | thứ Hai 23/02/2026 | 10 ngày làm việc; mất 5 ngày nghỉ lễ
    td.forwarded_result |           | thứ Ba 03/03/2026  | thứ Năm 12/03/2026 | 7 ngày làm việc
    td.forwarded_result |           | thứ Năm 05/02/2026 | thứ Hai 23/02/2026 | 7 ngày làm việc; mất 5 ngày nghỉ lễ
    td.pass_on          |           | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    td.pass_on          |           | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    td.schedule         |           | thứ Ba 03/03/2026  | thứ Ba 24/02/2026  | 5 ngày làm việc, đếm ngược
    td.schedule         |           | thứ Hai 16/02/2026 | thứ Hai 09/02/2026 | 5 ngày làm việc, đếm ngược; mất 1 ngày nghỉ lễ
    td.refuse           |           | thứ Hai 06/07/2026 | thứ Năm 09/07/2026 | 3 ngày làm việc
    td.refuse           |           | thứ Tư 26/08/2026  | thứ Năm 03/09/2026 | 3 ngày làm việc; mất 3 ngày nghỉ lễ
    td.sanction45       |           | thứ Hai 06/07/2026 | thứ Năm 20/08/2026 | 45 ngày
    td.sanction45       |           | thứ Ba 17/11/2026  | thứ Hai 04/01/2027 | 45 ngày; 01/01 là Tết Dương lịch
"""

# Phản ánh
PHAN_ANH = """
    quy tắc            | tình tiết | ngày 0 hoặc mốc    | hạn cuối           | vì sao
    -------------------+-----------+--------------------+--------------------+-------------------------------
    pa.regulation_pass |           | thứ Ba 03/03/2026  | thứ Ba 10/03/2026  | 5 ngày làm việc
    pa.regulation_pass |           | thứ Hai 09/02/2026 | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    pa.dn.urgent       |           | thứ Ba 03/03/2026  | thứ Tư 04/03/2026  | 1 ngày làm việc
    pa.dn.urgent       |           | thứ Sáu 13/02/2026 | thứ Hai 23/02/2026 | 1 ngày làm việc; mất 5 ngày nghỉ lễ
    pa.dn.simple       |           | thứ Ba 03/03/2026  | thứ Sáu 06/03/2026 | 3 ngày làm việc
    pa.dn.simple       |           | thứ Tư 11/02/2026  | thứ Hai 23/02/2026 | 3 ngày làm việc; mất 5 ngày nghỉ lễ
"""

# Dân chủ ở cơ sở
DAN_CHU = """
    quy tắc          | tình tiết | ngày 0 hoặc mốc     | hạn cuối           | vì sao
    -----------------+-----------+---------------------+--------------------+-------------------------------
    dc.ttnd          |           | thứ Ba 03/03/2026   | thứ Tư 18/03/2026  | 15 ngày
    dc.ttnd          |           | Chủ nhật 01/02/2026 | thứ Hai 23/02/2026 | 15 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    dc.gsdt          |           | thứ Ba 03/03/2026   | thứ Tư 18/03/2026  | 15 ngày
    dc.gsdt          |           | Chủ nhật 01/02/2026 | thứ Hai 23/02/2026 | 15 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    dc.gsdt_plan     |           | thứ Ba 03/03/2026   | thứ Sáu 16/01/2026 | 45 ngày, đếm ngược; 17/01 là thứ Bảy
    dc.gsdt_plan     |           | Chủ nhật 15/02/2026 | thứ Tư 31/12/2025  | 45 ngày, đếm ngược; 01/01 là Tết Dương lịch
    dc.ttnd_plan     |           | thứ Ba 03/03/2026   | thứ Ba 24/02/2026  | 5 ngày làm việc, đếm ngược
    dc.ttnd_plan     |           | thứ Năm 26/02/2026  | thứ Năm 12/02/2026 | 5 ngày làm việc, đếm ngược; mất 5 ngày nghỉ lễ
    dc.group_notice  |           | thứ Ba 03/03/2026   | thứ Năm 26/02/2026 | 5 ngày, đếm ngược
    dc.group_notice  |           | thứ Sáu 20/02/2026  | thứ Sáu 13/02/2026 | 5 ngày, đếm ngược; 15/02 là chủ nhật
    dc.publish       |           | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 5 ngày làm việc
    dc.publish       |           | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    dc.post30        |           | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | ít nhất 30 ngày liên tục, không dời
    dc.post30        |           | thứ Ba 20/01/2026   | thứ Năm 19/02/2026 | ít nhất 30 ngày liên tục, không dời
    dc.loud3         |           | thứ Ba 03/03/2026   | thứ Sáu 06/03/2026 | ít nhất 3 ngày liên tục, không dời
    dc.loud3         |           | thứ Tư 21/01/2026   | thứ Bảy 24/01/2026 | ít nhất 3 ngày liên tục, không dời
    dc.consult20     |           | thứ Ba 03/03/2026   | thứ Hai 23/03/2026 | ít nhất 20 ngày liên tục, không dời
    dc.consult20     |           | Chủ nhật 25/01/2026 | thứ Bảy 14/02/2026 | ít nhất 20 ngày liên tục, không dời
    dc.send_decision |           | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 5 ngày làm việc
    dc.send_decision |           | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    dc.recognise     |           | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 5 ngày làm việc
    dc.recognise     |           | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
"""

# Phòng, chống tham nhũng
PCTN = """
    quy tắc            | tình tiết     | ngày 0 hoặc mốc     | hạn cuối           | vì sao
    -------------------+---------------+---------------------+--------------------+-------------------------------
    pc.report          |               | thứ Ba 03/03/2026   | thứ Tư 18/03/2026  | 15 ngày
    pc.report          |               | Chủ nhật 01/02/2026 | thứ Hai 23/02/2026 | 15 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    pc.report          | complex       | thứ Ba 03/03/2026   | thứ Năm 02/04/2026 | phức tạp: 30 ngày
    pc.report          | complex       | thứ Ba 20/01/2026   | thứ Hai 23/02/2026 | phức tạp: 30 ngày; 19/02 là Mùng ba Tết Nguyên Đán
    pc.info            |               | thứ Ba 03/03/2026   | thứ Sáu 13/03/2026 | 10 ngày
    pc.info            |               | thứ Sáu 06/02/2026  | thứ Hai 23/02/2026 | 10 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    pc.verify_decide   |               | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 5 ngày làm việc
    pc.verify_decide   |               | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
    pc.verify_decide   | other_grounds | thứ Ba 03/03/2026   | thứ Tư 18/03/2026  | căn cứ khác: 15 ngày
    pc.verify_decide   | other_grounds | Chủ nhật 01/02/2026 | thứ Hai 23/02/2026 | căn cứ khác: 15 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    pc.verify_report   |               | thứ Ba 03/03/2026   | thứ Sáu 17/04/2026 | 45 ngày
    pc.verify_report   |               | thứ Sáu 13/03/2026  | thứ Ba 28/04/2026  | 45 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    pc.verify_report   | complex       | thứ Ba 03/03/2026   | thứ Hai 01/06/2026 | phức tạp: 90 ngày
    pc.verify_report   | complex       | thứ Ba 27/01/2026   | thứ Ba 28/04/2026  | phức tạp: 90 ngày; 27/04 là Ngày Giỗ Tổ Hùng Vương (nghỉ bù)
    pc.verify_conclude |               | thứ Ba 03/03/2026   | thứ Sáu 13/03/2026 | 10 ngày
    pc.verify_conclude |               | thứ Sáu 06/02/2026  | thứ Hai 23/02/2026 | 10 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    pc.verify_conclude | complex       | thứ Ba 03/03/2026   | thứ Hai 23/03/2026 | phức tạp: 20 ngày
    pc.verify_conclude | complex       | thứ Ba 27/01/2026   | thứ Hai 23/02/2026 | phức tạp: 20 ngày; 16/02 là Giao thừa Tết Nguyên Đán
    pc.verify_publish  |               | thứ Ba 03/03/2026   | thứ Ba 10/03/2026  | 5 ngày làm việc
    pc.verify_publish  |               | thứ Hai 09/02/2026  | thứ Hai 23/02/2026 | 5 ngày làm việc; mất 5 ngày nghỉ lễ
"""

# Tiếp cận thông tin
THONG_TIN = """
    quy tắc           | tình tiết | ngày 0 hoặc mốc    | hạn cuối           | vì sao
    ------------------+-----------+--------------------+--------------------+-------------------------------
    tt.simple_direct  |           | thứ Ba 03/03/2026  | thứ Ba 03/03/2026  | ngay trong ngày
    tt.simple_direct  |           | thứ Bảy 24/01/2026 | thứ Bảy 24/01/2026 | ngay trong ngày
    tt.complex_direct |           | thứ Ba 03/03/2026  | thứ Ba 17/03/2026  | 10 ngày làm việc
    tt.complex_direct |           | thứ Hai 02/02/2026 | thứ Hai 23/02/2026 | 10 ngày làm việc; mất 5 ngày nghỉ lễ
    tt.online_simple  |           | thứ Ba 03/03/2026  | thứ Sáu 06/03/2026 | 3 ngày làm việc
    tt.online_simple  |           | thứ Tư 11/02/2026  | thứ Hai 23/02/2026 | 3 ngày làm việc; mất 5 ngày nghỉ lễ
"""

# Mặt trận
MAT_TRAN = """
    quy tắc                 | tình tiết | ngày 0 hoặc mốc     | hạn cuối           | vì sao
    ------------------------+-----------+---------------------+--------------------+-------------------------------
    mt.critique_draft       |           | thứ Ba 03/03/2026   | thứ Sáu 13/02/2026 | 15 ngày, đếm ngược; 16/02 là Giao thừa Tết Nguyên Đán
    mt.critique_draft       |           | thứ Ba 03/03/2026   | thứ Sáu 13/02/2026 | 15 ngày, đếm ngược; 16/02 là Giao thừa Tết Nguyên Đán
    mt.plan                 |           | thứ Ba 03/03/2026   | thứ Sáu 13/02/2026 | 15 ngày, đếm ngược; 16/02 là Giao thừa Tết Nguyên Đán
    mt.plan                 |           | thứ Ba 03/03/2026   | thứ Sáu 13/02/2026 | 15 ngày, đếm ngược; 16/02 là Giao thừa Tết Nguyên Đán
    mt.report_by_supervised |           | thứ Ba 03/03/2026   | thứ Ba 24/02/2026  | 7 ngày, đếm ngược
    mt.report_by_supervised |           | thứ Hai 23/02/2026  | thứ Sáu 13/02/2026 | 7 ngày, đếm ngược; 16/02 là Giao thừa Tết Nguyên Đán
    mt.delegation_report    |           | thứ Ba 03/03/2026   | thứ Tư 18/03/2026  | 15 ngày
    mt.delegation_report    |           | Chủ nhật 01/02/2026 | thứ Hai 23/02/2026 | 15 ngày; 16/02 là Giao thừa Tết Nguyên Đán
"""

# Trợ giúp xã hội
BAO_TRO = """
    quy tắc      | tình tiết | ngày 0 hoặc mốc    | hạn cuối           | vì sao
    -------------+-----------+--------------------+--------------------+-------------------------------
    bt.review    |           | thứ Ba 03/03/2026  | thứ Năm 12/03/2026 | 7 ngày làm việc
    bt.review    |           | thứ Năm 05/02/2026 | thứ Hai 23/02/2026 | 7 ngày làm việc; mất 5 ngày nghỉ lễ
    bt.complaint |           | thứ Ba 03/03/2026  | thứ Ba 17/03/2026  | 10 ngày làm việc
    bt.complaint |           | thứ Hai 02/02/2026 | thứ Hai 23/02/2026 | 10 ngày làm việc; mất 5 ngày nghỉ lễ
    bt.emergency |           | thứ Ba 03/03/2026  | thứ Năm 05/03/2026 | 2 ngày
    bt.emergency |           | thứ Bảy 14/02/2026 | thứ Hai 23/02/2026 | 2 ngày; 16/02 là Giao thừa Tết Nguyên Đán
"""

# Văn thư
VAN_THU = """
    quy tắc    | tình tiết | ngày 0 hoặc mốc    | hạn cuối           | vì sao
    -----------+-----------+--------------------+--------------------+-------------------------------
    vt.number  |           | thứ Ba 03/03/2026  | thứ Tư 04/03/2026  | 1 ngày làm việc
    vt.number  |           | thứ Sáu 13/02/2026 | thứ Hai 23/02/2026 | 1 ngày làm việc; mất 5 ngày nghỉ lễ
    vt.forward |           | thứ Ba 03/03/2026  | thứ Tư 04/03/2026  | 1 ngày làm việc
    vt.forward |           | thứ Sáu 13/02/2026 | thứ Hai 23/02/2026 | 1 ngày làm việc; mất 5 ngày nghỉ lễ
"""

# Đánh giá, xếp loại
DANH_GIA = """
    quy tắc | tình tiết | ngày 0 hoặc mốc     | hạn cuối            | vì sao
    --------+-----------+---------------------+---------------------+-------------------------------
    dg.sync |           | thứ Hai 14/12/2026  | thứ Hai 21/12/2026 | 5 ngày; 19/12 là thứ Bảy
    dg.sync |           | thứ Tư 02/12/2026   | thứ Hai 07/12/2026  | 5 ngày
"""

ALL = [
    KHIEU_NAI,
    TO_CAO,
    TIEP_DAN,
    PHAN_ANH,
    DAN_CHU,
    PCTN,
    THONG_TIN,
    MAT_TRAN,
    BAO_TRO,
    VAN_THU,
    DANH_GIA,
]


@pytest.mark.parametrize(
    ("code", "fact", "began_on", "due_on", "why"), [row for table in ALL for row in rows(table)]
)
def test_the_last_day_to_act_under_every_limit(code, fact, began_on, due_on, why):
    on = day(began_on)
    found = compute(limit(code, on), on, calendar(), facts=frozenset(filter(None, [fact])))

    assert found.due_on == day(due_on), why


def test_no_limit_that_can_be_counted_is_without_a_case():
    told = {row[0] for table in ALL for row in rows(table)}
    standing = {one["id"] for one in RULES if one["role"] == "standing"}

    assert {one["id"] for one in RULES} - standing == told
