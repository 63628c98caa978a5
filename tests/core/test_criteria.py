import pytest

from soi.core.criteria import AboutBelief, demand_conduct

ON_BELIEF = """
Tư tưởng chính trị vững vàng
Có lập trường rõ ràng
Theo đạo hay không theo đạo
Là người có đạo
Tôn giáo của gia đình
Quan điểm về chủ trương thu hồi đất
Suy nghĩ về lãnh đạo phường
Trung thành với lãnh đạo
Lòng yêu nước
Niềm tin vào tổ chức
Thành phần dân tộc
Có đi lễ chùa ngày rằm
Bầu cho ai trong kỳ bầu cử
Ủng hộ ai vào chức vụ bí thư
Ý kiến riêng về nghị quyết
Nhận thức về Đảng
Tâm tư khi được giao việc
Thế giới quan khoa học
Không mê tín
Vào đạo trong năm
quan diem ca nhan ve du an
tu tuong on dinh
ton giao, tin nguong
Đảng phái trước đây
Chính kiến khi họp
Khuynh hướng chính trị
Political reliability
Firm ideological stance
Religion of the household
Attends church regularly
Believes in the collective
Loyalty to the leadership
Political views expressed online
Ethnic background
Sympathises with protesters
Personal opinions on the resolution
Voted for the right candidate
Patriotism
Spiritual life
Attitude toward the Party
""".strip().splitlines()
ON_CONDUCT = """
Trả lời phản ánh đúng hạn
Tiếp công dân đủ số buổi theo lịch
Đạo đức công vụ: không nhận tiền, quà của người dân
Hoàn thành nhiệm vụ chính trị được giao, theo danh mục việc
Tham gia lớp đào tạo nghiệp vụ
Theo đào tạo đúng chương trình đã duyệt
Lấy ý kiến người dân trước khi làm đường
Trả lời ý kiến cử tri đúng hạn
Công khai thu, chi trước ngày 15 hằng tháng
Không để quá hạn hồ sơ đất đai
Kê khai tài sản đúng hạn
Nêu xung đột lợi ích trước khi ký
Có mặt tại cuộc họp tổ dân phố
Thái độ phục vụ: số lượt bị phản ánh, đã kết luận đúng
Sửa xong sai sót năm trước
Số quyết định bị hủy
Chi trả chính sách dân tộc đúng đối tượng
Giải quyết hồ sơ tôn giáo đúng hạn
Cơ cấu việc theo phân công
Chỉ đạo xử lý điểm ngập
Trả lời văn bản của Mặt trận trong thời hạn
Đi kiểm tra công trình mỗi tháng
Báo cáo đúng số liệu
Không chậm trả kết quả một cửa
Phối hợp với công an khi có tin báo
Gương mẫu chấp hành giờ làm việc
Lắp đủ đèn theo kế hoạch
Giải quyết dứt điểm khiếu nại lần đầu
Số nhiệm vụ bị trả lại
Tổ chức đối thoại với người dân
Answers given within the limit
Attends the reception days of the schedule
Declares conflicts of interest before signing
Shortcomings of last year remedied
Publishes income and spending every month
Acts within the code of ethics
Petitions settled without extension
Opinions of residents collected before works begin
Site visits made each month
Records handed over complete
""".strip().splitlines()


@pytest.mark.parametrize("criterion", ON_BELIEF)
def test_no_criterion_asks_what_somebody_thinks_or_believes(criterion):
    with pytest.raises(AboutBelief) as refusal:
        demand_conduct(criterion)

    assert refusal.value.facts["words"]


@pytest.mark.parametrize("criterion", ON_CONDUCT)
def test_a_criterion_on_conduct_is_taken(criterion):
    demand_conduct(criterion)


def test_there_are_forty_of_each():
    assert (len(ON_BELIEF), len(ON_CONDUCT)) == (40, 40)
